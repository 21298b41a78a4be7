import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { divisionRange, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Coverage } from '../contract/coverage.ts'
import type { CatalogueTables, CoverageBulletins } from './tables.ts'

export interface BulletinHead {
  readonly bulletinId: string
  readonly division: string
  readonly title: string
  readonly words: string
  readonly day: CalendarDate
  readonly total: Coverage
  readonly digest: string
  readonly issuedBy: string
  readonly issuedAt: Date
}

export interface StoredBulletin extends BulletinHead {
  /** As JSON, to the letter as it was issued. */
  readonly account: string
}

export async function insertBulletin(tx: Tx, bulletin: StoredBulletin): Promise<void> {
  const { jurisdiction, id } = splitPublicId(bulletin.bulletinId)
  const { division, title, words, account, digest } = bulletin
  await tablesOf<CatalogueTables>(tx)
    .insertInto('catalogue.coverage_bulletins')
    .values({
      ...{ jurisdiction, id, division, title, words, account, digest },
      total: JSON.stringify(bulletin.total),
      ...{ counted_on: bulletin.day, issued_by: bulletin.issuedBy, issued_at: bulletin.issuedAt },
    })
    .execute()
}

/** Of the places within reach, and of those in which the reader works: a department reads what is issued for its county. */
function readable({ areas }: Reach) {
  const parts = areas.map(({ lo, hi }) => {
    const county = divisionRange(lo.slice(0, 6))
    return sql<boolean>`((division >= ${lo} and division < ${hi}) or (division >= ${county.lo} and division < ${county.hi}))`
  })
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

export async function findBulletin(tx: Tx, bulletinId: string, reach: Reach): Promise<StoredBulletin | undefined> {
  const { jurisdiction, id } = splitPublicId(bulletinId)
  const row = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.coverage_bulletins')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where(readable(reach))
    .executeTakeFirst()
  return row && { ...headFromRow(row), account: row.account }
}

const HEAD = [
  ...(['jurisdiction', 'id', 'division', 'title', 'words', 'counted_on'] as const),
  ...(['total', 'digest', 'issued_by', 'issued_at'] as const),
] as const

export async function listBulletins(
  tx: Tx,
  asked: { reach: Reach; limit: number; offset: number },
): Promise<{ bulletins: BulletinHead[]; total: number }> {
  const rows = await tablesOf<CatalogueTables>(tx)
    .selectFrom('catalogue.coverage_bulletins')
    .select(HEAD)
    .select(sql<string>`count(*) over ()`.as('all'))
    .where(readable(asked.reach))
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .limit(asked.limit)
    .offset(asked.offset)
    .execute()
  return { bulletins: rows.map(headFromRow), total: Number(rows[0]?.all ?? 0) }
}

function headFromRow(row: Pick<Selectable<CoverageBulletins>, (typeof HEAD)[number]>): BulletinHead {
  const { division, title, words, digest } = row
  return {
    bulletinId: joinPublicId(row.jurisdiction, row.id),
    ...{ division, title, words, digest },
    total: row.total as Coverage,
    day: row.counted_on as CalendarDate,
    issuedBy: row.issued_by,
    issuedAt: row.issued_at,
  }
}
