import type { Rechecked, Speaker } from '../../src/index.js'
import { enactedJson, enactedText } from './enacted.js'

export function recheckedJson({ enacted, ...result }: Rechecked) {
  return { ...result, ...enactedJson(enacted) }
}

const mostShown = 10

export function recheckedText(speaker: Speaker, result: Rechecked): string {
  const { of, chunks, differing, unreadable, unlisted, ranges, items, enacted } = result
  const lines = [speaker.say(`cli.rechecked.${of}`, { chunks, differing })]
  if (unreadable > 0) lines.push(speaker.say('cli.rechecked.unreadable', { unreadable }))
  if (unlisted > 0) lines.push(speaker.say('cli.rechecked.unlisted', { unlisted }))
  const named = ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
  const shown = [...named, ...items].slice(0, mostShown).join(', ')
  if (shown !== '')
    lines.push(speaker.say(`cli.rechecked.${of === 'images' ? 'ranges' : 'items'}`, { shown }))
  return [...lines, enactedText(speaker, enacted)].join('\n')
}
