import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { StartRefusal } from '../config/start-refusal.ts'
import { prepareMachine } from './cluster.ts'
import { cleanEnv, isInitialised, SUPERUSER } from './postmaster.ts'
import type { Machine } from './postmaster.ts'
import { giveTo } from './run-as.ts'

/**
 * Makes a cluster from a base backup: filled beside its place, brought to a consistent state and given this data directory's own
 * password, then moved there. @throws StartRefusal when there is a cluster already, or PostgreSQL cannot recover from the backup
 */
export async function restoreCluster(dataDir: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const machine = prepareMachine({ dataDir })
  const { folders, runAs } = machine
  if (isInitialised(folders))
    throw new StartRefusal(`${folders.pgData} 已有数据库。`, `There is a database in ${folders.pgData} already.`)
  const half = `${folders.pgData}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  try {
    await fill(half)
    if (runAs.kind === 'other-user') giveTo(runAs.fileOwner, half)
    recover(machine, half)
    renameSync(half, folders.pgData)
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
}

/** One statement in PostgreSQL's single-user mode, which recovers first and listens to nobody. */
function recover({ binaries, runAs, password }: Machine, pgData: string): void {
  const [command, args] = runAs.command(binaries.postgres, ['--single', '-D', pgData, 'postgres'])
  // The random password has letters, digits, minus and underscore only.
  const { status, stderr, error } = spawnSync(command, args, {
    ...runAs.spawn,
    env: cleanEnv(),
    encoding: 'utf8',
    input: `alter role ${SUPERUSER} password '${password}'\n`,
  })
  if (status === 0 && !/\b(ERROR|FATAL|PANIC):/.test(stderr)) return
  throw new StartRefusal(
    `数据库不能从备份恢复：${(error?.message ?? stderr).trim().slice(-1_000)}`,
    'PostgreSQL cannot recover from the backup.',
    error,
  )
}
