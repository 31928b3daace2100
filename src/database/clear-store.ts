import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { eq, gt } from 'drizzle-orm'
import { openings } from '../../schema/clear.js'
import { canonicalJson, type Json } from '../encoding/canonical-json.js'
import type { Opening } from '../encoding/commitment.js'
import { VaultError } from '../errors.js'
import { type Connection, createDatabase, integrityFaults, openDatabase } from './connection.js'
import { requireSchema } from './schema-check.js'
import { translated } from './sqlite-errors.js'

const tagLength = 16
const pageSize = 1000

/** `clear.db`: what commitments stand for, each encrypted under the case data key. */
export interface ClearStore {
  /** Durable before it returns. What is there already stays as it is. */
  put(openings: readonly Opening[]): void
  get(commitment: string): Opening | undefined
  /** Those that cannot be decrypted are handed to `broken`, and what it makes of them is yielded; without it they are thrown. */
  all(broken?: (commitment: string) => Opening): Iterable<Opening>
  /** What SQLite itself finds wrong with the file; empty when nothing. */
  integrityFaults(): readonly string[]
  close(): void
}

export function createClearStore(path: string, key: Uint8Array): ClearStore {
  return storeOver(createDatabase(path, 'clear'), key)
}

/** @throws LedgerError `ledger.schema-altered`: a trigger of somebody else's could swallow what is put in */
export function openClearStore(path: string, key: Uint8Array): ClearStore {
  const connection = openDatabase(path)
  try {
    translated(path, () => requireSchema(connection.raw, path, 'clear'))
    return translated(path, () => storeOver(connection, key))
  } catch (error) {
    connection.raw.close()
    throw error
  }
}

interface Row {
  readonly commitment: string
  readonly nonce: Buffer
  readonly sealed: Buffer
}

function storeOver(connection: Connection, key: Uint8Array): ClearStore {
  const { path, raw, query } = connection
  const insert = raw.prepare<[string, Uint8Array, Uint8Array]>(
    'insert or ignore into openings (commitment, nonce, sealed) values (?, ?, ?)',
  )
  const putAll = raw.transaction((many: readonly Opening[]) => {
    for (const opening of many) {
      const nonce = randomBytes(12)
      insert.run(opening.c, nonce, seal(opening, nonce, key))
    }
  })
  return {
    put: (many) => translated(path, () => putAll.immediate(many)),
    get: (commitment) => {
      const row = translated(path, () =>
        query.select().from(openings).where(eq(openings.commitment, commitment)).get(),
      )
      return row ? open(row, key) : undefined
    },
    integrityFaults: () => integrityFaults(connection),
    *all(broken) {
      for (let last = ''; ; ) {
        const page = translated(path, () =>
          query
            .select()
            .from(openings)
            .where(gt(openings.commitment, last))
            .orderBy(openings.commitment)
            .limit(pageSize)
            .all(),
        )
        for (const row of page) yield openOr(row, key, broken)
        const final = page.at(-1)
        if (!final || page.length < pageSize) return
        last = final.commitment
      }
    },
    close: () => raw.close(),
  }
}

function seal({ c, salt, value }: Opening, nonce: Uint8Array, key: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(c))
  const sealed = cipher.update(canonicalJson({ salt, value }), 'utf8')
  return Buffer.concat([sealed, cipher.final(), cipher.getAuthTag()])
}

function openOr(row: Row, key: Uint8Array, broken: ((commitment: string) => Opening) | undefined): Opening {
  try {
    return open(row, key)
  } catch (error) {
    if (broken && error instanceof VaultError) return broken(row.commitment)
    throw error
  }
}

/** @throws VaultError `vault.mismatch` when the row was altered or the key is not this case's */
function open({ commitment, nonce, sealed }: Row, key: Uint8Array): Opening {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(Buffer.from(commitment))
    decipher.setAuthTag(sealed.subarray(-tagLength))
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()])
    const { salt, value } = JSON.parse(text.toString()) as { salt: string; value: Json }
    return { c: commitment, salt, value }
  } catch (cause) {
    throw new VaultError('vault.mismatch', { what: 'opening', name: commitment }, { cause })
  }
}
