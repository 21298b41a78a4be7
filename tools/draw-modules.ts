import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from './check-boundaries.ts'
import { ROOT } from './source-files.ts'

interface Order {
  readonly modules: readonly string[]
  readonly readers: readonly string[]
}

/** docs/generated/modules.md: who asks whom, as the imports have it; what everybody uses (platform, kernel) is left out. */
export function drawModules(): string {
  const order = JSON.parse(readFileSync(join(ROOT, 'tools/boundaries/module-order.json'), 'utf8')) as Order
  const asks = new Set<string>()
  const present = new Set<string>()
  for (const { source, dependencies } of cruise(ROOT, ['server/src']).modules) {
    const from = moduleOf(source)
    if (!from || source.endsWith('.test.ts') || source.endsWith('/fixtures.ts')) continue
    present.add(from)
    for (const { resolved } of dependencies) {
      const to = moduleOf(resolved)
      if (to && to !== from) asks.add(`${from} --> ${to}`)
    }
  }
  const known = [...order.modules, ...order.readers].filter((name) => present.has(name))
  const readers = known.filter((name) => order.readers.includes(name))
  return [
    '# Modules',
    '',
    '<!-- Written by `npm run gen` from the imports of the code. -->',
    '',
    'An arrow says "asks": it imports the face or the contract of the other. Everything stands on `platform` and `kernel`; `app.ts` joins all.',
    '',
    '```mermaid',
    'flowchart RL',
    ...known.map((name) => `  ${name}${readers.includes(name) ? `([${name}])` : `[${name}]`}`),
    ...[...asks].toSorted().map((line) => `  ${line}`),
    '```',
    '',
    `Left to right in the one list: ${known.filter((name) => !readers.includes(name)).join(' → ')}.${readers.length > 0 ? ` Readers, which only follow the ledger: ${readers.join(', ')}.` : ''}`,
    '',
  ].join('\n')
}

function moduleOf(path: string): string | undefined {
  return /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1]
}
