import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './run-program.ts'
import { ROOT } from './source-files.ts'
import manifest from '../package.json' with { type: 'json' }

export interface Sbom {
  readonly bomFormat: string
  readonly specVersion: string
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> }
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[]
}

/** npm's own list of what the lockfile makes run, without what only builds and tests; npm names the whole after the folder, we after the program. */
export async function makeSbom(): Promise<Sbom> {
  const args = [
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--package-lock-only',
    '--omit=dev',
    '--loglevel=error',
  ]
  const { code, output } = await runProgram('npm', { args, environment: { npm_config_loglevel: 'error' } })
  const begin = output.indexOf('{')
  if (code !== 0 || begin < 0) throw new Error(`npm sbom failed with exit code ${code}: ${output.slice(0, 500)}`)
  const made = JSON.parse(output.slice(begin, output.lastIndexOf('}') + 1)) as Sbom
  return { ...made, metadata: { ...made.metadata, component: { ...made.metadata.component, name: manifest.name } } }
}

/** @returns where it lies, from the root of the repository */
export async function writeSbom(): Promise<string> {
  const file = `dist/${manifest.name}-${manifest.version}.cdx.json`
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(join(ROOT, file), `${JSON.stringify(await makeSbom(), null, 2)}\n`)
  return file
}
