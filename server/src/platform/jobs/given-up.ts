import type { Pool } from 'pg'

/** A job that failed as often as it may, and that nobody tries again by itself. */
export interface GivenUpJob {
  readonly id: string
  /** The subscriber, handler or timer whose work it was. */
  readonly name: string
  readonly attempts: number
  readonly lastFailedAt: Date
  /** The first line of what was wrong. */
  readonly because: string
}

const GIVEN_UP = 'from graphile_worker.jobs where attempts >= max_attempts and locked_at is null'

export async function listGivenUp(pool: Pool): Promise<readonly GivenUpJob[]> {
  const { rows } = await pool.query<GivenUpJob>(
    `select id::text, task_identifier as name, attempts, updated_at as "lastFailedAt",
      split_part(coalesce(last_error, ''), e'\\n', 1) as because ${GIVEN_UP} order by id limit 1000`,
  )
  return rows
}

export async function countGivenUp(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count ${GIVEN_UP}`)
  return rows[0]?.count ?? 0
}

/** They are due at once, with all their attempts before them. @returns how many */
export async function retryGivenUp(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select graphile_worker.reschedule_jobs(array(select id ${GIVEN_UP}), run_at => now(), attempts => 0)`,
  )
  return rowCount ?? 0
}

/** They are never done. @returns how many */
export async function dropGivenUp(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(`select graphile_worker.complete_jobs(array(select id ${GIVEN_UP}))`)
  return rowCount ?? 0
}
