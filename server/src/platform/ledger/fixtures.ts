import type { TestApp } from '../../../test/harness.ts'
import { appendLeaves, EMPTY, leafHash, leafRecord } from '../tlog/merkle.ts'
import type { CompleteSubtree } from '../tlog/merkle.ts'

/** Leaves, complete subtrees and the tree's row, as they follow from what the entries say now. */
export async function remakeTree(app: TestApp): Promise<void> {
  const rows = await app.sql<{ position: string; digest: Buffer }>(
    'select p.position, e.digest from ledger.positions p join ledger.entries e on e.id = p.entry_id order by p.position',
  )
  const leaves = rows.map((row) => leafHash(leafRecord(Number(row.position), row.digest)))
  await app.sql(
    'update ledger.positions p set leaf_hash = made.hash from unnest($1::bigint[], $2::bytea[]) as made(position, hash) where p.position = made.position',
    [rows.map((row) => row.position), leaves],
  )
  const completed: CompleteSubtree[] = []
  await app.sql('update ledger.tree set frontier = $1', [
    appendLeaves(EMPTY, leaves, (one) => completed.push(one)).roots,
  ])
  for (const { level, index, hash } of completed)
    await app.sql('update ledger.subtrees set hash = $3 where level = $1 and index = $2', [level, index, hash])
}
