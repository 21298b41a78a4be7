import { spawnSync } from 'node:child_process'
import { YIWANG } from './installation.ts'

/** Two programs that start at once would both build stale pages: they are built before. */
export default function buildPages(): void {
  const { status } = spawnSync(process.execPath, [YIWANG, 'dev', 'build'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the pages could not be built')
}
