import { type CommandFactory, group } from '../setting.js'
import { cosignCommand, createCommand, listCommand } from './cosign.js'
import { freezeCommand } from './freeze.js'
import { timestampCommand } from './timestamp.js'

export const checkpointCommand: CommandFactory = (setting) =>
  group('checkpoint', setting.speaker.say('cli.command.checkpoint'), [
    createCommand(setting),
    cosignCommand(setting),
    listCommand(setting),
    timestampCommand(setting),
    freezeCommand(setting),
  ])
