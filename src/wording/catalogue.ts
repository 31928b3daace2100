import type { en } from './en.js'

/** Name of a message. English defines the set; every other catalogue must hold exactly the same. */
export type MessageKey = keyof typeof en

/** All messages of one language. `Record`, so that the compiler shows a language to be complete. */
export type Catalogue = Readonly<Record<MessageKey, string>>
