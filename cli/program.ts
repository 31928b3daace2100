import { Command, Option } from 'commander'
import { software } from '../src/index.js'
import { applyCommand } from './commands/apply.js'
import { backupCommand } from './commands/backup.js'
import { checkpointCommand } from './commands/checkpoint.js'
import { compareCommand } from './commands/compare.js'
import { completionCommand } from './commands/completion.js'
import { custodyCommand } from './commands/custody.js'
import { demoCommand } from './commands/demo.js'
import { discloseCommand } from './commands/disclose.js'
import { doctorCommand } from './commands/doctor.js'
import { exhibitCommand } from './commands/exhibit.js'
import { fieldCommand } from './commands/field.js'
import { findCommand } from './commands/find.js'
import { incidentCommand } from './commands/incident.js'
import { ingestCommand } from './commands/ingest.js'
import { initCommand } from './commands/init.js'
import { itemCommand } from './commands/item.js'
import { keyCommand } from './commands/key.js'
import { logCommand } from './commands/log.js'
import { personCommand } from './commands/person.js'
import { rebuildCommand } from './commands/rebuild.js'
import { reportCommand } from './commands/report.js'
import { restoreCommand } from './commands/restore.js'
import { sealCommand } from './commands/seal.js'
import { selftestCommand } from './commands/selftest.js'
import { signCommand } from './commands/sign.js'
import { statusCommand } from './commands/status.js'
import { transferCommand } from './commands/transfer.js'
import { unlockCommand } from './commands/unlock.js'
import { verifyCommand } from './commands/verify.js'
import { witnessCommand } from './commands/witness.js'
import { type CommonOptions, contextOf, type Surroundings } from './context.js'
import { helpIn } from './present/help.js'
import type { CommandFactory, Setting } from './setting.js'

/** Every command, in the order of a case's life. */
const factories: readonly CommandFactory[] = [
  demoCommand,
  initCommand,
  statusCommand,
  keyCommand,
  personCommand,
  unlockCommand,
  signCommand,
  exhibitCommand,
  sealCommand,
  transferCommand,
  ingestCommand,
  itemCommand,
  findCommand,
  custodyCommand,
  logCommand,
  fieldCommand,
  checkpointCommand,
  witnessCommand,
  verifyCommand,
  compareCommand,
  reportCommand,
  discloseCommand,
  applyCommand,
  doctorCommand,
  selftestCommand,
  backupCommand,
  restoreCommand,
  incidentCommand,
  rebuildCommand,
  completionCommand,
]

/** The whole command line, and the command whose line could not be read, `custodia exhibit add`. */
export interface Program {
  readonly command: Command
  misread(): string
}

/** Parsing it throws commander's errors instead of ending the process. */
export function programFor(surroundings: Surroundings): Program {
  const { speaker } = surroundings
  const { say } = speaker
  const setting: Setting = {
    speaker,
    contextFor: (command) => contextOf(command.optsWithGlobals<CommonOptions>(), surroundings),
  }
  const program = new Command('custodia')
    .description(say('cli.program'))
    .version(software().version, '-V, --version', say('cli.version'))
  for (const option of commonOptions(say)) program.addOption(option)
  program.addHelpText('after', `\n${say('cli.exit-statuses')}\n`)
  for (const factory of factories) program.addCommand(factory(setting))
  let misread = program.name()
  inOurWords(program, say, (command) => {
    misread = pathOf(command)
  })
  return { command: program, misread: () => misread }
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}

type Say = Surroundings['speaker']['say']

function commonOptions(say: Say): readonly Option[] {
  const several = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value]
  return [
    new Option('-C, --case <dir>', say('cli.option.case')),
    new Option('--json', say('cli.option.json')),
    new Option('--jsonl', say('cli.option.jsonl')),
    new Option('--quiet', say('cli.option.quiet')),
    new Option('--no-color', say('cli.option.no-color')),
    new Option('--lang <es|en>', say('cli.option.lang')),
    new Option('--by <person>', say('cli.option.by')),
    new Option('--with <person>', say('cli.option.with')).argParser(several),
    new Option('--passphrase-file <[person=]file>', say('cli.option.passphrase-file')).argParser(several),
    new Option('--at <local time>', say('cli.option.at')),
    new Option('--late-reason <text>', say('cli.option.late-reason')),
    new Option('--despite <code>', say('cli.option.despite')).argParser(several),
    new Option('--despite-reason <text>', say('cli.option.despite-reason')),
    new Option('--adopt-anchor <reason>', say('cli.option.adopt-anchor')),
    new Option('--dry-run', say('cli.option.dry-run')),
  ]
}

/** Help and refusals in the user's language; the process is ended by main alone. */
function inOurWords(command: Command, say: Say, onMisread: (command: Command) => void): void {
  const isGroup = command.commands.length > 0
  command
    .exitOverride((error) => {
      onMisread(command)
      throw error
    })
    .configureOutput({ outputError: () => undefined })
    .configureHelp(helpIn(say))
    .helpOption('-h, --help', say('cli.option.help'))
  if (command.parent !== null)
    command.addHelpText('after', `${isGroup ? '\n' : ''}${say('cli.title.common-options')} custodia --help`)
  if (isGroup) command.helpCommand('help [command]', say('cli.help-command'))
  for (const each of command.commands) inOurWords(each, say, onMisread)
}
