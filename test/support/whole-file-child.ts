import { writeWhole } from '../../src/signing/whole-file.js'

/** Writes a file over and over, now full of one letter and now of another, until it is killed. */
const [path = '', size = '0'] = process.argv.slice(2)

for (;;) for (const letter of ['a', 'b']) writeWhole(path, letter.repeat(Number(size)), 'replace')
