import { type Photo, statedBy } from './camera.js'
import type { ChatFacts } from './chat.js'
import { comfyUiSettings, webUiSettings } from './pictures.js'

/** Samples that others are copies of, or were made from. */
export const valleyPath = 'phone/DCIM/Camera/IMG_20240312_101502.jpg'
export const moviePath = 'phone/DCIM/Camera/VID_20240312_101620.mov'
export const retouchedPath = 'phone/Download/valle_retocado.jpg'
export const webUiPath = 'phone/Download/00007-1234567890.png'

/** What a correct reader finds in a sample. */
export interface Expected {
  readonly kind: 'camera' | 'edited' | 'generated' | 'messenger' | 'chat' | 'plain' | 'damaged'
  /** Values stated in Exif or in the video's index, by ExifTool's names; positions in signed degrees. */
  readonly metadata?: Readonly<Record<string, string | number>>
  /** Values stated in XMP, by ExifTool's names. */
  readonly xmp?: Readonly<Record<string, string>>
  /** The trace a generator left, and which program writes such. */
  readonly generator?: { readonly where: string; readonly writer: string; readonly seed: number }
  /** The sample whose picture this one was made from. */
  readonly derivedFrom?: string
  readonly chat?: ChatFacts
  readonly damage?: string
}

export interface Sample {
  /** Below `samples/`, parts joined by `/`, ASCII only: archives and file systems disagree about other letters. */
  readonly path: string
  readonly bytes: Uint8Array
  /** By content, whatever the name says. */
  readonly mediaType: string
  readonly shows: string
  readonly expected: Expected
}

/** A picture straight from a camera. */
export function photoSample(path: string, photo: Photo, shows: string): Sample {
  const expected: Expected = { kind: 'camera', metadata: statedBy(photo.taken) }
  return { path, bytes: photo.bytes, mediaType: 'image/jpeg', shows, expected }
}

/** A picture as a messenger passed it on. */
export function sentSample(path: string, bytes: Uint8Array, shows: string, derivedFrom: string): Sample {
  return { path, bytes, mediaType: 'image/jpeg', shows, expected: { kind: 'messenger', derivedFrom } }
}

/** A PNG with the text chunk of the AUTOMATIC1111 web UI. */
export function webUiSample(path: string, bytes: Uint8Array, shows: string): Sample {
  const where = 'PNG text chunk "parameters"'
  const generator = { where, writer: 'AUTOMATIC1111 web UI', seed: webUiSettings.seed }
  return { path, bytes, mediaType: 'image/png', shows, expected: { kind: 'generated', generator } }
}

/** A PNG with the text chunks of ComfyUI. */
export function comfyUiSample(path: string, bytes: Uint8Array, shows: string): Sample {
  const where = 'PNG text chunks "prompt" and "workflow"'
  const generator = { where, writer: 'ComfyUI', seed: comfyUiSettings.seed }
  return { path, bytes, mediaType: 'image/png', shows, expected: { kind: 'generated', generator } }
}
