import { checkBoundaries } from './check-boundaries.ts'
import { checkDependencies } from './check-dependencies.ts'
import { checkDeploy } from './check-deploy.ts'
import { checkGlossary } from './check-glossary.ts'
import { checkLinks, checkRepeatedRows } from './check-links.ts'
import { checkRegistries } from './check-registries.ts'
import { checkNamedInTests } from './check-named-in-tests.ts'
import { checkSecurityTable } from './check-security-table.ts'
import { checkSecrets } from './check-secrets.ts'
import { checkSources } from './check-sources.ts'
import { checkGenerated } from './generated-files.ts'
import { runPackage } from './run-program.ts'
import { outcomeOf } from './steps.ts'
import type { Outcome, Step } from './steps.ts'

/** Everything that can be said of the code without running it; the slow ones first. */
export const checks: readonly Step[] = [
  program('types: server', 'typescript/bin/tsc', ['--noEmit', '-p', 'server']),
  program('types: web', 'typescript/bin/tsc', ['--noEmit', '-p', 'web']),
  program('lint', 'oxlint/bin/oxlint', [
    '--type-aware',
    '--deny-warnings',
    '--report-unused-disable-directives-severity',
    'error',
  ]),
  program('types: e2e', 'typescript/bin/tsc', ['--noEmit', '-p', 'e2e']),
  program('types: bench', 'typescript/bin/tsc', ['--noEmit', '-p', 'bench']),
  program('nothing unused', 'knip/bin/knip.js', ['--no-progress']),
  home('import rules', checkBoundaries),
  home('generated files', checkGenerated),
  home('registries', checkRegistries),
  program('format', '@biomejs/biome/bin/biome', ['format', '.']),
  home('words', checkGlossary),
  home('named in tests', checkNamedInTests),
  home('sources', checkSources),
  home('secrets', checkSecrets),
  home('dependencies', checkDependencies),
  home('table of controls', checkSecurityTable),
  home('links in the documents', checkLinks),
  home('documents say it once', checkRepeatedRows),
  home('deployment files', checkDeploy),
]

function program(name: string, script: string, args: readonly string[]): Step {
  return { name, run: async () => judged(await runPackage(script, { args })) }
}

function home(name: string, check: () => readonly string[] | Promise<readonly string[]>): Step {
  return { name, run: async () => outcomeOf(await check()) }
}

function judged({ code, output }: { code: number; output: string }): Outcome {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, details: output }
}
