import { sql } from 'kysely'
import { splitPublicId } from '../../../kernel/index.ts'
import { tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { FlowsTables } from './tables.ts'

/** Names, blind indexes, variables, opinions and explanations of a subject that has ended. */
export async function forgetPeople(tx: Tx, subject: string): Promise<void> {
  const { jurisdiction } = splitPublicId(subject)
  const db = tablesOf<FlowsTables>(tx)
  await sql`update flows.instances set person_name = null, person_blinds = '{}', "values" = '{}'
    where jurisdiction = ${jurisdiction} and subject = ${subject} and state <> 'running'`.execute(db)
  await sql`update flows.tasks set person_name = null, person_blinds = '{}', opinion = null
    where jurisdiction = ${jurisdiction} and subject = ${subject} and state <> 'open'`.execute(db)
  await sql`delete from flows.applied_tables where jurisdiction = ${jurisdiction} and subject = ${subject}`.execute(db)
}
