import { Command } from 'commander'
import {
  type CaseAt,
  custodyOf,
  drawCustody,
  type Instant,
  instantOfLocal,
  listExhibits,
  writeNamedFile,
  zoneOf,
} from '../../src/index.js'
import { type Context, exhibitMeant } from '../context.js'
import { custodyText } from '../present/custody.js'
import { exhibitRow } from '../present/exhibit.js'
import { table } from '../present/facts.js'
import { actTeller, logLineJson } from '../present/log-line.js'
import { refuseExisting } from '../request-file.js'
import { type CommandFactory, examples } from '../setting.js'

export const custodyCommand: CommandFactory = ({ speaker, contextFor }) =>
  new Command('custody')
    .description(speaker.say('cli.command.custody'))
    .argument('[exhibit]', speaker.say('cli.argument.exhibit'))
    .option('--svg <file>', speaker.say('cli.option.svg'))
    .addHelpText(
      'after',
      examples(speaker, [
        'custodia custody',
        "custodia custody --at '2026-05-03 12:00'",
        'custodia custody E-1',
        "custodia custody E-1 --at '2026-05-03 12:00'",
        'custodia custody E-1 --svg E-1.svg',
        'custodia custody --svg case.svg',
      ]),
    )
    .action(async (named: string | undefined, { svg }: { readonly svg?: string }, command: Command) => {
      const context = contextFor(command)
      const at = await context.caseAt()
      const exhibit = named === undefined ? undefined : await exhibitMeant(at, named)
      if (svg !== undefined) return draw(context, at, exhibit, svg)
      const zone = await zoneOf(at)
      const until = context.options.at === undefined ? undefined : instantOfLocal(context.options.at, zone)
      return exhibit === undefined ? showAll(context, at, until) : showOne(context, at, exhibit, until)
    })

async function draw(context: Context, at: CaseAt, exhibit: string | undefined, file: string): Promise<void> {
  context.refuseDryRun()
  refuseExisting(file)
  const { speaker } = context
  await writeNamedFile(file, await drawCustody(at, exhibit, { lang: speaker.lang, now: context.now() }))
  context.show({ file }, () => speaker.say('cli.custody.drawn', { file }))
}

async function showAll(context: Context, at: CaseAt, until: Instant | undefined): Promise<void> {
  const { speaker } = context
  const exhibits = await listExhibits(at, until)
  context.show(exhibits, () =>
    until !== undefined && exhibits.length === 0
      ? speaker.say('cli.custody.none')
      : table(
          speaker,
          exhibits.map((each) => exhibitRow(speaker, each)),
        ),
  )
}

async function showOne(
  context: Context,
  at: CaseAt,
  number: string,
  until: Instant | undefined,
): Promise<void> {
  const { speaker } = context
  const { exhibit, history, explanations } = await custodyOf(at, number, until)
  context.show(history.map(logLineJson), () =>
    exhibit === undefined
      ? speaker.say('cli.history.none', { exhibit: number })
      : custodyText(speaker, {
          exhibit,
          history,
          explanations,
          summary: actTeller(speaker),
          columns: process.stdout.columns,
        }),
  )
}
