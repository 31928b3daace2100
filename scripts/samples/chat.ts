import { utf8 } from './bytes.js'

/** One event of a chat. `at` is local time as its writer's phone showed it, `YYYY-MM-DDTHH:mm:ss`, without a zone. */
export type ChatEvent =
  | { readonly kind: 'notice'; readonly at: string; readonly text: string }
  | { readonly kind: 'message'; readonly at: string; readonly account: string; readonly text: string }
  | { readonly kind: 'omitted'; readonly at: string; readonly account: string }
  | { readonly kind: 'deleted'; readonly at: string; readonly account: string }
  | {
      readonly kind: 'attachment'
      readonly at: string
      readonly account: string
      readonly file: string
      /** Whether the export folder holds the file. */
      readonly present: boolean
    }

/** What an importer must find in a transcript. Lines count from 1; `stated` is the time as the transcript writes it. */
export interface ChatFacts {
  readonly platform: 'android' | 'ios'
  readonly accounts: readonly string[]
  readonly notices: number
  readonly messages: number
  readonly omitted: number
  readonly deleted: number
  readonly attachments: readonly {
    readonly line: number
    readonly stated: string
    readonly account: string
    readonly file: string
    readonly present: boolean
  }[]
}

export interface Transcript {
  readonly bytes: Uint8Array
  readonly facts: ChatFacts
}

/** U+200E, which the exports put before what no person typed. */
const mark = '\u200e'

/** The text of "Exportar chat" in WhatsApp for Android, set to Spanish. */
export function androidTranscript(events: readonly ChatEvent[]): Transcript {
  const stated = (at: string): string => {
    const { day, month, year, time } = parts(at)
    return `${day}/${month}/${year}, ${time.slice(0, 5)}`
  }
  return transcript('android', '\n', events, stated, (event) => {
    const head = `${stated(event.at)} - `
    if (event.kind === 'notice') return head + event.text
    if (event.kind === 'message') return `${head}${event.account}: ${event.text}`
    if (event.kind === 'omitted') return `${head}${event.account}: <Multimedia omitido>`
    if (event.kind === 'deleted') return `${head}${event.account}: Se eliminó este mensaje.`
    return `${head}${event.account}: ${mark}${event.file} (archivo adjunto)`
  })
}

/** The `_chat.txt` of WhatsApp for iOS, set to Spanish. Its notices bear the name of the `chat`: the other account's, if there are two. */
export function iosTranscript(events: readonly ChatEvent[], chat: string): Transcript {
  const stated = (at: string): string => {
    const { day, month, year, time } = parts(at)
    return `${day}/${month}/${year}, ${time}`
  }
  return transcript('ios', '\r\n', events, stated, (event) => {
    const head = `[${stated(event.at)}] `
    if (event.kind === 'notice') return `${head}${chat}: ${mark}${event.text}`
    if (event.kind === 'message') return `${head}${event.account}: ${event.text}`
    if (event.kind === 'omitted') return `${mark}${head}${event.account}: ${mark}imagen omitida`
    if (event.kind === 'deleted') return `${mark}${head}${event.account}: ${mark}Se eliminó este mensaje.`
    return `${mark}${head}${event.account}: ${mark}<adjunto: ${event.file}>`
  })
}

function transcript(
  platform: ChatFacts['platform'],
  lineEnd: string,
  events: readonly ChatEvent[],
  stated: (at: string) => string,
  line: (event: ChatEvent) => string,
): Transcript {
  const attachments: ChatFacts['attachments'][number][] = []
  let text = ''
  for (const event of events) {
    if (event.kind === 'attachment') {
      const { account, file, present } = event
      attachments.push({ line: text.split('\n').length, stated: stated(event.at), account, file, present })
    }
    text += line(event) + lineEnd
  }
  const count = (kind: ChatEvent['kind']): number => events.filter((event) => event.kind === kind).length
  const accounts = new Set(events.flatMap((event) => (event.kind === 'notice' ? [] : [event.account])))
  return {
    bytes: utf8(text),
    facts: {
      platform,
      accounts: [...accounts],
      notices: count('notice'),
      messages: count('message'),
      omitted: count('omitted'),
      deleted: count('deleted'),
      attachments,
    },
  }
}

function parts(at: string): { day: number; month: number; year: string; time: string } {
  return {
    day: Number(at.slice(8, 10)),
    month: Number(at.slice(5, 7)),
    year: at.slice(2, 4),
    time: at.slice(11),
  }
}
