import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { USUAL_EXPORT_RULE } from '../contract/index.ts'
import type { ExportRule } from '../contract/index.ts'
import type { ExportsTables } from './tables.ts'

/** As the county has set it, or as it comes: then with version 0. */
export async function ruleOf(tx: Tx, jurisdiction: string): Promise<ExportRule> {
  const row = await tablesOf<ExportsTables>(tx)
    .selectFrom('exports.rules')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .executeTakeFirst()
  if (!row) return { ...USUAL_EXPORT_RULE, version: 0 }
  return {
    approver: row.approver,
    mostRows: row.most_rows,
    freeRows: row.free_rows,
    mostDownloads: row.most_downloads,
    keepDays: row.keep_days,
    dailyReveals: row.daily_reveals,
    version: row.version,
  }
}

/** @returns whether the county had it in the version that is named */
export async function saveRule(
  tx: Tx,
  jurisdiction: string,
  { version, by, at, ...wanted }: ExportRule & { by: string; at: Date },
): Promise<boolean> {
  const db = tablesOf<ExportsTables>(tx)
  const set = {
    approver: wanted.approver,
    most_rows: wanted.mostRows,
    free_rows: wanted.freeRows,
    most_downloads: wanted.mostDownloads,
    keep_days: wanted.keepDays,
    daily_reveals: wanted.dailyReveals,
    set_by: by,
    set_at: at,
  }
  const done =
    version === 0
      ? await db
          .insertInto('exports.rules')
          .values({ jurisdiction, ...set })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await db
          .updateTable('exports.rules')
          .set({ ...set, version: version + 1 })
          .where('jurisdiction', '=', jurisdiction)
          .where('version', '=', version)
          .executeTakeFirst()
  return ('numUpdatedRows' in done ? done.numUpdatedRows : done.numInsertedOrUpdatedRows) === 1n
}
