/** What a brand says (ISO 14496-12; registered at mp4ra.org). Brands of generations are given without their digit. */
const brands: ReadonlyMap<string, string> = new Map([
  ['avif', 'image/avif'],
  ['avis', 'image/avif'],
  ['heic', 'image/heic'],
  ['heix', 'image/heic'],
  ['heim', 'image/heic'],
  ['heis', 'image/heic'],
  ['hevc', 'image/heic-sequence'],
  ['hevx', 'image/heic-sequence'],
  ['crx ', 'image/x-canon-cr3'],
  ['qt  ', 'video/quicktime'],
  ['M4A ', 'audio/mp4'],
  ['M4B ', 'audio/mp4'],
  ['F4A ', 'audio/mp4'],
])

/** Brands that leave it open which coding is inside; another of the brands listed says it. */
const openBrands: ReadonlyMap<string, string> = new Map([
  ['mif1', 'image/heif'],
  ['msf1', 'image/heif-sequence'],
])

/** Boxes that begin a QuickTime file from before there were brands. */
const quickTimeBoxes = ['moov', 'mdat', 'wide', 'pnot']

/** `text` is the start of the file as Latin-1. Undefined when it is no ISO base media or QuickTime file. */
export function isoMediaType(text: string): string | undefined {
  const box = text.slice(4, 8)
  if (box === 'ftyp') return brandedType(text)
  return quickTimeBoxes.includes(box) ? 'video/quicktime' : undefined
}

function brandedType(text: string): string {
  const major = text.slice(8, 12)
  const open = openBrands.get(major)
  if (open !== undefined) return compatibleBrands(text).flatMap((brand) => brands.get(brand) ?? [])[0] ?? open
  if (major.startsWith('3gp') || major.startsWith('3gg') || major.startsWith('3gs')) return 'video/3gpp'
  if (major.startsWith('3g2')) return 'video/3gpp2'
  return brands.get(major) ?? 'video/mp4'
}

function compatibleBrands(text: string): string[] {
  const size = [...text.slice(0, 4)].reduce((sum, digit) => sum * 256 + digit.charCodeAt(0), 0)
  const list = text.slice(16, Math.min(size, 1024))
  return list.match(/.{4}/gs) ?? []
}
