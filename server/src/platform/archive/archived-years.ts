import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { problem } from '../../kernel/index.ts'
import type { Problem } from '../../kernel/index.ts'
import { tablesOf } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import { entryDigest } from '../ledger/entry.ts'
import { ledgerProblems } from '../ledger/ledger-problems.ts'
import { leafHash, leafRecord } from '../tlog/merkle.ts'
import { ARCHIVE, blockOf } from './archive-note.ts'
import { ArchiveFault, readBlock } from './read-archive.ts'
import type { ArchivedEntry } from './read-archive.ts'

/** A year whose entries are in an archive and no longer in the database. */
export interface ArchivedYear {
  readonly year: number
  readonly first: number
  readonly last: number
  /** Below the data directory. */
  readonly folder: string
  /** Of the list of its files. */
  readonly digest: Buffer
}

/** A position, and what the tree holds there. */
export interface ArchivedPlace {
  readonly position: number
  readonly leaf_hash: Buffer
}

/** Where detached years are read. What they say is believed only when the tree, which stays in the database, says the same. */
export interface ArchivedYears {
  /** Oldest first, without a gap: every position up to the last one's end is in an archive, none behind it. */
  list(tx: Tx): Promise<readonly ArchivedYear[]>
  /** Entries by position; positions that no archive has are left out. @throws ledger/archive-away, ledger/archive-altered */
  read(tx: Tx, places: readonly ArchivedPlace[]): Promise<ReadonlyMap<number, ArchivedEntry>>
  folderOf(year: ArchivedYear): string
  /** Whether its archive is where it is looked for; nothing is verified. */
  isInPlace(year: ArchivedYear): Promise<boolean>
}

export function createArchivedYears(dataDir: string): ArchivedYears {
  const folderOf = ({ folder }: ArchivedYear): string => join(dataDir, folder)
  return {
    list: listYears,
    folderOf,
    isInPlace: (year) =>
      access(join(folderOf(year), ARCHIVE.entries)).then(
        () => true,
        () => false,
      ),
    read: async (tx, places) => {
      const found = new Map<number, ArchivedEntry>()
      if (places.length === 0) return found
      for (const year of await listYears(tx)) {
        const ofYear = places.filter(({ position }) => position >= year.first && position <= year.last)
        await readProven(year, { folder: folderOf(year), places: ofYear, found })
      }
      return found
    },
  }
}

async function listYears(tx: Tx): Promise<readonly ArchivedYear[]> {
  const { rows } = await sql<ArchivedYear>`select year, first_position as first, last_position as last, folder, digest
    from ledger.archives order by year`.execute(tablesOf<unknown>(tx))
  return rows
}

async function readProven(
  year: ArchivedYear,
  wanted: { folder: string; places: readonly ArchivedPlace[]; found: Map<number, ArchivedEntry> },
): Promise<void> {
  const { folder, places, found } = wanted
  const leaves = new Map(places.map((place) => [place.position, place.leaf_hash]))
  for (const block of new Set(places.map(({ position }) => blockOf(position)))) {
    const entries = await readBlock(folder, year.first, block).catch((error: unknown) => {
      throw error instanceof ArchiveFault ? refusalOf(error, year) : error
    })
    for (const entry of entries) {
      const leaf = leaves.get(entry.position)
      if (leaf && isAt(entry, leaf)) found.set(entry.position, entry)
    }
  }
  if (places.some(({ position }) => !found.has(position)))
    throw problem(ledgerProblems['archive-altered'], { year: String(year.year) })
}

function isAt({ position, salt, canonical }: ArchivedEntry, leaf: Buffer): boolean {
  return leafHash(leafRecord(position, entryDigest(salt, canonical))).equals(leaf)
}

function refusalOf({ fault }: ArchiveFault, { year, folder }: ArchivedYear): Problem {
  return fault === 'away'
    ? problem(ledgerProblems['archive-away'], { year: String(year), folder })
    : problem(ledgerProblems['archive-altered'], { year: String(year) })
}
