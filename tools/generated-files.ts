import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writePerformance } from './bench-results.ts'
import { completeLockfile } from './complete-lockfile.ts'
import { describeApi, describeEvents, describePermits, describeProblems } from './describe-app.ts'
import { describeBpmnMiwg } from './describe-bpmn-miwg.ts'
import { describeDmnTck } from './describe-dmn-tck.ts'
import { drawModules } from './draw-modules.ts'
import { tableFiles } from './generate-tables.ts'
import { listSettings } from './list-settings.ts'
import { ROOT } from './source-files.ts'

/** A file that the code writes; `npm run gen` writes it, `npm test` fails when it would be written differently. */
interface Generated {
  readonly file: string
  make(): Promise<string> | string
}

const generated: readonly Generated[] = [
  { file: 'package-lock.json', make: completeLockfile },
  ...tableFiles,
  { file: 'docs/generated/modules.md', make: drawModules },
  { file: 'docs/generated/openapi.json', make: describeApi },
  { file: 'docs/generated/events.md', make: describeEvents },
  { file: 'docs/generated/permits.md', make: describePermits },
  { file: 'docs/generated/problems.md', make: describeProblems },
  { file: 'docs/generated/bpmn-miwg.md', make: describeBpmnMiwg },
  { file: 'docs/generated/dmn-tck.md', make: describeDmnTck },
  { file: 'docs/operations.md', make: listSettings },
  { file: 'docs/performance.md', make: writePerformance },
]

/** @returns the files that changed */
export async function writeGenerated(): Promise<string[]> {
  const changed: string[] = []
  for (const { file, make } of generated) {
    const text = await make()
    if (current(file) === text) continue
    mkdirSync(dirname(join(ROOT, file)), { recursive: true })
    writeFileSync(join(ROOT, file), text)
    changed.push(file)
  }
  return changed
}

export async function checkGenerated(): Promise<string[]> {
  const problems: string[] = []
  for (const { file, make } of generated) {
    if ((await make()) !== current(file)) problems.push(`${file} is not what the code says; run npm run gen`)
  }
  return problems
}

function current(file: string): string | undefined {
  return existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : undefined
}
