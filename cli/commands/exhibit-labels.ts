import { Command } from 'commander'
import {
  type LabelledThing,
  printLabels,
  type SheetName,
  sheets,
  thingNamed,
  UsageError,
  writeNamedFile,
} from '../../src/index.js'
import { refuseExisting } from '../request-file.js'
import { examples, type Setting } from '../setting.js'

interface LabelOptions {
  readonly all?: boolean
  readonly of: string
  readonly sheet: string
  readonly used: string
  readonly cut?: boolean
  readonly output: string
}

const kinds = ['exhibit', 'seal', 'location'] as const

/** `custodia exhibit labels`: also for seals and places, which are named by their numbers. */
export const labelsCommand = ({ speaker, contextFor }: Setting) =>
  new Command('labels')
    .description(speaker.say('cli.command.exhibit.labels'))
    .argument('[number...]', speaker.say('cli.argument.labelled'))
    .option('--all', speaker.say('cli.option.labels-all'))
    .option(`--of <${kinds.join('|')}>`, speaker.say('cli.option.labels-of'), 'exhibit')
    .option(`--sheet <${Object.keys(sheets).join('|')}>`, speaker.say('cli.option.sheet'), '3x7')
    .option('--used <n>', speaker.say('cli.option.used'), '0')
    .option('--cut', speaker.say('cli.option.cut'))
    .requiredOption('-o, --output <file>', speaker.say('cli.option.labels-output'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia exhibit labels E-1 E-2 S-1 -o labels.html',
        'custodia exhibit labels --all --sheet 2x7 --used 3 -o labels.html',
        'custodia exhibit labels --all --of location -o places.svg',
      ]),
    )
    .action(async (numbers: readonly string[], options: LabelOptions, command: Command) => {
      const context = contextFor(command)
      context.refuseDryRun()
      const format = formatOf(options.output)
      const { labels, pages } = await printLabels(await context.caseAt(), {
        kind: context.oneOf(kinds, options.of, '--of'),
        things: thingsNamed(numbers, options.all ?? false),
        format,
        sheet: context.oneOf(Object.keys(sheets) as SheetName[], options.sheet, '--sheet'),
        used: cellsUsed(options.used),
        cut: options.cut ?? false,
        lang: speaker.lang,
        now: context.now(),
      })
      const files = pages.map((_, at) => pageFile(options.output, pages.length > 1 ? at + 1 : undefined))
      for (const file of files) refuseExisting(file)
      for (const [at, file] of files.entries()) await writeNamedFile(file, pages[at] ?? '')
      context.show({ labels, files }, () =>
        speaker.say('cli.labels.written', { labels, files: files.join(', ') }),
      )
    })

function formatOf(file: string): 'html' | 'svg' {
  if (/\.html?$/i.test(file)) return 'html'
  if (/\.svg$/i.test(file)) return 'svg'
  throw new UsageError('usage.argument', {
    what: '--output',
    text: file,
    reason: 'choice',
    choices: '.html, .svg',
  })
}

function thingsNamed(numbers: readonly string[], all: boolean): readonly LabelledThing[] {
  if (all !== (numbers.length === 0))
    throw all
      ? new UsageError('usage.conflict', { what: `--all, ${numbers.join(' ')}` })
      : new UsageError('usage.missing', { what: '--all' })
  return numbers.map((text) => {
    const thing = thingNamed(text)
    if (!thing) throw new UsageError('usage.argument', { text, reason: 'name', form: 'E-1, S-1, L-1' })
    return thing
  })
}

function cellsUsed(text: string): number {
  if (!/^[0-9]{1,2}$/.test(text))
    throw new UsageError('usage.argument', { what: '--used', text, reason: 'number' })
  return Number(text)
}

/** A drawing holds one page: more of them get numbers. */
function pageFile(file: string, page: number | undefined): string {
  return page === undefined ? file : file.replace(/(\.svg)$/i, `-${page}$1`)
}
