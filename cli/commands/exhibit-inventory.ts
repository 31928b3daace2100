import { Command } from 'commander'
import { importInventory, inventoryEncodings, readInventoryMap, UsageError } from '../../src/index.js'
import { filled } from '../context.js'
import { enactedJson } from '../present/enacted.js'
import { importedText } from '../present/inventory.js'
import { examples, type Setting } from '../setting.js'

interface InventoryOptions {
  readonly map: string
  readonly encoding: string
  readonly place?: string
  readonly stated?: string
}

/** `custodia exhibit inventory`: a list of what was seized, taken in whole or not at all. */
export const inventoryCommand = ({ speaker, contextFor }: Setting) =>
  new Command('inventory')
    .description(speaker.say('cli.command.exhibit.inventory'))
    .argument('<file>', speaker.say('cli.argument.inventory'))
    .requiredOption('--map <file>', speaker.say('cli.option.map'))
    .option(`--encoding <${inventoryEncodings.join('|')}>`, speaker.say('cli.option.encoding'), 'utf-8')
    .option('--place <text>', speaker.say('cli.option.inventory-place'))
    .option('--stated <n>', speaker.say('cli.option.stated'))
    .addHelpText(
      'after',
      `${examples(speaker, [
        'custodia exhibit inventory seized.csv --map map.json --by P-02 --dry-run',
        'custodia exhibit inventory seized.csv --map map.json --encoding latin1 --stated 787 --under AU-1 --by P-02',
      ])}\n${mapExample}`,
    )
    .action(async (path: string, options: InventoryOptions, command: Command) => {
      const context = contextFor(command)
      const { place, stated } = options
      const [at, desk] = [await context.caseAt(), await context.desk()]
      const imported = await importInventory(
        at,
        // Hundreds of acts of one form: what they come to is shown instead of each of them.
        { ...desk, show: () => undefined },
        {
          path,
          map: await readInventoryMap(options.map),
          encoding: context.oneOf(inventoryEncodings, options.encoding, '--encoding'),
          ...(place === undefined ? {} : { place: filled(place, '--place') }),
          ...(stated === undefined ? {} : { stated: countOf(stated) }),
        },
      )
      const { inventory, exhibits, rows, units, sha256 } = imported
      const said = { inventory, exhibits, rows, units, stated: imported.stated, sha256 }
      context.show({ ...enactedJson(imported), ...said }, () => importedText(speaker, imported))
    })

function countOf(text: string): number {
  if (!/^[0-9]{1,7}$/.test(text))
    throw new UsageError('usage.argument', { what: '--stated', text, reason: 'number' })
  return Number(text)
}

/** Names of columns are the same in every language. */
const mapExample = `  { "columns": { "row": "Nº", "category": "Clase", "quantity": "Uds", "description": "Descripción", "serial": "N/S", "imei": "IMEI",
                 "bag": "Bolsa", "place": "Lugar", "possessor": "Poseedor", "finder": "Agente", "found-at": "Hora", "parent": "Dentro de" },
    "categories": { "Móvil": "phone", "Disco duro": "drive" }, "persons": { "Investigado 4": "X-04" } }
`
