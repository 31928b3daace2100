import { z } from 'zod'
import {
  type Category,
  type KnownDigests,
  type KnownRecord,
  parseDigest,
  type SetAlgorithm,
} from '../model/known-set.js'
import { type FaultRule, faultTally } from './fault-tally.js'
import type { OpenSource } from './known-source.js'
import { type VicsModel, vicsMedia } from './vics.js'

/** What people determined about one file, exactly as a VICS file states it. What it does not state is absent: absent is not "no". */
export interface VicsAssessment {
  /** Which one of the file, counted from 1. */
  readonly record: number
  readonly digests: KnownDigests
  readonly category?: Category
  readonly victimIdentified?: boolean
  readonly offenderIdentified?: boolean
  readonly isDistributed?: boolean
  readonly isSuspected?: boolean
  readonly isPrecategorized?: boolean
  readonly selfGenerated?: boolean
  readonly series?: string
  /** One for each tag where the file has a list of them; the one text where it has a text. */
  readonly tags?: readonly string[]
}

/**
 * What a VICS file states of each of its media. The file counts as a whole: whoever takes these commits nothing before the last.
 * @throws SourceError `source.malformed`, after the last record, when any was damaged; what {@link vicsMedia} throws
 */
export async function* readVicsAssessments(
  source: OpenSource,
  model: VicsModel,
): AsyncGenerator<VicsAssessment> {
  const tally = faultTally('vics', source.path)
  for await (const { number, value } of vicsMedia(source, model)) {
    const parsed = media.safeParse(value)
    if (parsed.success) yield assessmentOf(model, number, parsed.data)
    for (const issue of parsed.error?.issues ?? []) tally.add({ line: number, ...faultOf(issue) })
  }
  tally.settle()
}

/**
 * The same as files of a set: digests and category. A medium that has PhotoDNA alone has no digests.
 * @throws SourceError as {@link readVicsAssessments}
 */
export async function* vicsRecords(source: OpenSource, model: VicsModel): AsyncGenerator<KnownRecord> {
  for await (const { digests, category } of readVicsAssessments(source, model))
    yield category === undefined ? { digests } : { digests, category }
}

const longestCode = 60
const longestText = 4000
const mostTags = 1000

/** Exporters write `null` and the empty text for what they do not know. */
const stated = <Value extends z.ZodType>(value: Value) =>
  z.preprocess((given) => (given === null || given === '' ? undefined : given), value.optional())

const digest = (algorithm: SetAlgorithm) =>
  stated(z.string().refine((text): boolean => parseDigest(algorithm, text.trim()) !== undefined))
const flag = stated(
  z.union([z.boolean(), z.string().regex(/^(?:true|false)$/i)]).transform((given) => isTrue(given)),
)
const text = z.string().max(longestText)

/** What is read of one medium (VICS data model, `Media`); the rest is passed over. SHA256 is no part of the model: some exporters add it. */
const media = z.object({
  MD5: digest('md5'),
  SHA1: digest('sha1'),
  SHA256: digest('sha256'),
  // 0 is a category like any other.
  Category: stated(z.union([z.int().transform(String), z.string().max(longestCode)])),
  VictimIdentified: flag,
  OffenderIdentified: flag,
  IsDistributed: flag,
  IsSuspected: flag,
  IsPrecategorized: flag,
  SelfGenerated: flag,
  Series: stated(text),
  Tags: stated(z.union([text.transform((one) => [one]), z.array(text).max(mostTags)])),
})
type Media = z.infer<typeof media>

function isTrue(given: boolean | string): boolean {
  return given === true || (typeof given === 'string' && given.toLowerCase() === 'true')
}

function assessmentOf(model: VicsModel, record: number, of: Media): VicsAssessment {
  const digests = {
    sha256: of.SHA256?.trim().toLowerCase(),
    sha1: of.SHA1?.trim().toLowerCase(),
    md5: of.MD5?.trim().toLowerCase(),
  }
  const category = of.Category === undefined ? undefined : { ...model.categories, code: of.Category }
  return {
    record,
    digests: present(digests),
    ...present({
      category,
      victimIdentified: of.VictimIdentified,
      offenderIdentified: of.OffenderIdentified,
      isDistributed: of.IsDistributed,
      isSuspected: of.IsSuspected,
      isPrecategorized: of.IsPrecategorized,
      selfGenerated: of.SelfGenerated,
      series: of.Series,
      tags: of.Tags,
    }),
  }
}

type Present<Fields> = { readonly [name in keyof Fields]?: Exclude<Fields[name], undefined> }

function present<Fields extends object>(fields: Fields): Present<Fields>
function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function faultOf(issue: z.core.$ZodIssue): { readonly rule: FaultRule; readonly column?: string } {
  const column = issue.path[0]
  if (typeof column !== 'string') return { rule: 'object' }
  if (/^(?:MD5|SHA)/.test(column)) return { rule: 'digest', column }
  return { rule: /^(?:Category|Series|Tags)$/.test(column) ? 'text' : 'yes-no', column }
}
