import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { IdentityTables } from './tables.ts'

export async function nameBlindOf(tx: Tx, citizenIdBlind: Buffer): Promise<Buffer | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.demo_population')
    .select('name_blind')
    .where('citizen_id_blind', '=', citizenIdBlind)
    .executeTakeFirst()
  return row?.name_blind
}

export async function save(
  tx: Tx,
  person: { jurisdiction: string; citizenIdBlind: Buffer; nameBlind: Buffer },
): Promise<void> {
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.demo_population')
    .values({
      jurisdiction: person.jurisdiction,
      citizen_id_blind: person.citizenIdBlind,
      name_blind: person.nameBlind,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'citizen_id_blind']).doNothing())
    .execute()
}
