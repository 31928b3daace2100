import type { Happening } from '../block.js'

/** One sign for each thing that happens, told apart by shape and not by colour. */
export function markSvg(mark: Happening | 'break', x: number, y: number): string {
  switch (mark) {
    case 'taken':
      return `<circle class="full" cx="${x}" cy="${y}" r="7"/><circle class="dot" cx="${x}" cy="${y}" r="2.5"/>`
    case 'sealed':
      return `<rect class="full" x="${x - 6}" y="${y - 6}" width="12" height="12"/>`
    case 'checked':
      return `<circle class="open" cx="${x}" cy="${y}" r="7"/><path class="stroke" d="M${x - 3.2} ${y + 0.2}l2.4 2.6l4.2 -5.4"/>`
    case 'opened':
      return `<rect class="open" x="${x - 6}" y="${y - 6}" width="12" height="12"/><path class="stroke" d="M${x - 6} ${y + 6}L${x + 6} ${y - 6}"/>`
    case 'moved':
      return `<circle class="full" cx="${x}" cy="${y}" r="5.5"/>`
    case 'offered':
      return `<circle class="open" cx="${x}" cy="${y}" r="5.5"/>`
    case 'returned':
      return `<circle class="open" cx="${x}" cy="${y}" r="6.5"/><path class="stroke" d="M${x - 3} ${y - 3}L${x + 3} ${y + 3}M${x - 3} ${y + 3}L${x + 3} ${y - 3}"/>`
    case 'acquired':
      return `<path class="full" d="M${x} ${y - 8.5}L${x + 8.5} ${y}L${x} ${y + 8.5}L${x - 8.5} ${y}Z"/>`
    case 'examined':
      return `<path class="open" d="M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z"/>`
    case 'other':
      return `<circle class="open" cx="${x}" cy="${y}" r="4"/>`
    case 'break':
      return `<path class="break" d="M${x} ${y - 7}L${x + 8} ${y + 6}H${x - 8}Z"/><path class="break-sign" d="M${x} ${y - 2.5}V${y + 1.5}M${x} ${y + 3.4}V${y + 4.4}"/>`
  }
}
