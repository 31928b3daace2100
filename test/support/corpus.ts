import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { sharedFolder } from './shared.js'

const mediaTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.avif': 'image/avif',
  '.jxl': 'image/jxl',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
}

export interface CorpusFile {
  readonly path: string
  /** By extension: what a hostile file would like to be taken for. */
  readonly mediaType: string
}

export function corpusPath(...parts: string[]): string {
  return join(sharedFolder, 'corpus', ...parts)
}

/** Files of one corpus that some extractor reads, in the order of their names; none when the corpus is not there. */
export function corpusFiles(name: string): CorpusFile[] {
  const folder = corpusPath(name)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((file) => {
      const mediaType = mediaTypes[extname(file).toLowerCase()]
      return mediaType === undefined ? [] : [{ path: join(folder, file), mediaType }]
    })
}
