import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { WATCH_RULES } from '../contract/watch-rules.ts'
import type { WatchRuleName } from '../contract/watch-rules.ts'
import type { AuditTables } from './tables.ts'

/** A rule as a county has set it, or as it comes: then with version 0. */
export interface Rule {
  readonly rule: WatchRuleName
  readonly isOn: boolean
  readonly most: number
  readonly windowMinutes: number
  readonly version: number
}

export const RULE_NAMES = Object.keys(WATCH_RULES) as WatchRuleName[]

export async function rulesOf(tx: Tx, jurisdiction: string): Promise<Rule[]> {
  const rows = await tablesOf<AuditTables>(tx)
    .selectFrom('audit.rules')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .execute()
  return RULE_NAMES.map((rule) => {
    const row = rows.find((one) => one.rule === rule)
    const { most, windowMinutes } = WATCH_RULES[rule]
    if (!row) return { rule, isOn: true, most, windowMinutes, version: 0 }
    return { rule, isOn: row.is_on, most: row.most, windowMinutes: row.window_minutes, version: row.version }
  })
}

/** @returns whether the county had it in the version that is named */
export async function saveRule(
  tx: Tx,
  jurisdiction: string,
  { rule, version, by, at, ...wanted }: Rule & { by: string; at: Date },
): Promise<boolean> {
  const db = tablesOf<AuditTables>(tx)
  const set = { is_on: wanted.isOn, most: wanted.most, window_minutes: wanted.windowMinutes, set_by: by, set_at: at }
  const done =
    version === 0
      ? await db
          .insertInto('audit.rules')
          .values({ jurisdiction, rule, ...set })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await db
          .updateTable('audit.rules')
          .set({ ...set, version: version + 1 })
          .where('jurisdiction', '=', jurisdiction)
          .where('rule', '=', rule)
          .where('version', '=', version)
          .executeTakeFirst()
  return ('numUpdatedRows' in done ? done.numUpdatedRows : done.numInsertedOrUpdatedRows) === 1n
}
