import { INSTALLATION } from '../../../kernel/public-id.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { FlowsTables } from './tables.ts'

export interface DefinitionKey {
  readonly jurisdiction: string
  readonly id: string
  readonly version: number
}

export interface Definition extends DefinitionKey {
  readonly name: string
  readonly xml: string
  readonly digest: string
}

export async function findDefinition(tx: Tx, key: DefinitionKey): Promise<Definition | undefined> {
  return tablesOf<FlowsTables>(tx)
    .selectFrom('flows.definitions')
    .select(['jurisdiction', 'id', 'version', 'name', 'xml', 'digest'])
    .where('jurisdiction', '=', key.jurisdiction)
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .executeTakeFirst()
}

/** The jurisdiction's own, else the one for everybody; without its file, which is fetched once a digest. */
export async function findUsable(tx: Tx, key: DefinitionKey): Promise<Omit<Definition, 'xml'> | undefined> {
  const rows = await tablesOf<FlowsTables>(tx)
    .selectFrom('flows.definitions')
    .select(['jurisdiction', 'id', 'version', 'name', 'digest'])
    .where('jurisdiction', 'in', [key.jurisdiction, INSTALLATION])
    .where('id', '=', key.id)
    .where('version', '=', key.version)
    .execute()
  return rows.find((row) => row.jurisdiction === key.jurisdiction) ?? rows[0]
}

/** @returns false when this version is there already */
export async function insertDefinition(
  tx: Tx,
  definition: Definition,
  by: { at: Date; accountId: string | undefined },
): Promise<boolean> {
  const result = await tablesOf<FlowsTables>(tx)
    .insertInto('flows.definitions')
    .values({ ...definition, published_at: by.at, published_by: by.accountId ?? null })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'id', 'version']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
