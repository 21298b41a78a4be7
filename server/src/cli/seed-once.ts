import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from '../app.ts'
import type { Config } from '../platform/config/index.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** What the demo county is made of: a change of any of these is taken at the next start. */
const SOURCES = ['data/demo/**/*', 'data/rights/*', 'data/divisions/*.json', 'server/src/seed*.ts']

/**
 * Sets the demo county up at the first start. Doing it again would change nothing, but reading the county's villages, items and flows
 * takes a second of every start; so it is noted for which files it was done. @returns whether it had to be done
 */
export async function seedOnce(app: App, config: Config): Promise<boolean> {
  const stamp = join(config.dataDir, 'demo-county.sha256')
  const wanted = hashOfSources()
  const isNoted = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  // The note says nothing of the database: that may be another one, or a new one.
  if (isNoted && (await app.act({ mode: 'read' }, (ctx) => app.modules.identity.api.hasDemoAccounts(ctx)))) return false
  const { seedDemo } = await import('../seed.ts')
  await seedDemo(app)
  writeFileSync(stamp, wanted)
  return true
}

function hashOfSources(): string {
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
