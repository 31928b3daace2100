import { exif } from './exif.js'
import type { Extractor } from './extractor.js'
import { gif } from './gif.js'
import { isobmff } from './isobmff.js'
import { jpeg } from './jpeg.js'
import { png } from './png.js'
import { webp } from './webp.js'

/** Every extractor, in the order in which their outcomes are told. */
export const extractors: readonly Extractor[] = [exif, gif, isobmff, jpeg, png, webp]
