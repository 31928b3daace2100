import { z } from 'zod'
import { commitment, personCode } from './field.js'
import { determinations } from './vocabulary.js'

const shortText = z.string().min(1).max(200)

/**
 * What a person determined of one item, by the number of its line in the manifest. Scale, version and code are data; whatever is said in
 * words is a commitment. What was not stated is absent, which is not "no". Specified in docs/formats/item-lines.md.
 */
export const assessmentLine = z.strictObject({
  category: z
    .strictObject({ code: z.string().min(1).max(60), scheme: shortText, schemeVersion: shortText })
    .optional(),
  depicted: z.array(personCode).min(1).max(50).optional(),
  determination: z.enum(determinations).optional(),
  line: z.int().min(1),
  realistic: z.boolean().optional(),
  remark: commitment.optional(),
})
export type AssessmentLine = Readonly<z.infer<typeof assessmentLine>>
