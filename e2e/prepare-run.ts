import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { YIWANG } from './installation.ts'

/** Two programs that start at once would both build stale pages: they are built before. What was looked at is known to all workers. */
export default function prepareRun(): () => void {
  const { status } = spawnSync(process.execPath, [YIWANG, 'dev', 'build'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the pages could not be built')
  const seen = mkdtempSync(join(tmpdir(), 'yiwang-seen-'))
  process.env['YIWANG_SEEN'] = seen
  return () => rmSync(seen, { recursive: true, force: true })
}
