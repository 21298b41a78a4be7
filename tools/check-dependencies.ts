import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './source-files.ts'

/** One package as package-lock.json (version 3) has it. */
export interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optional?: boolean
  readonly dev?: boolean
}

/** What must not be installed: some versions, or all from one below another. */
export interface BadPackage {
  readonly name: string
  readonly versions?: readonly string[]
  readonly from?: string
  readonly below?: string
  readonly why: string
}

/** Licences under which something may be part of what we give away. */
const LICENCES = new Set([
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'MPL-2.0', 'Python-2.0'],
  ...['Unlicense', 'Zlib', 'OFL-1.1', 'CC0-1.0', 'CC-BY-4.0'],
])
/** Their package.json names no SPDX expression; the licence was read by a person. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'bpmn-js': 'as MIT, and the mark of bpmn.io stays to be seen on every diagram',
}
const OURS = /^(?!.*node_modules\/)/
const REGISTRY = /^https:\/\/registry\.npmjs\.org\//

/** What the lockfile names: whole by digest, under a licence that we may pass on, from the registry, and none that is known to be bad. */
export function checkDependencies(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const bad = JSON.parse(readFileSync(join(ROOT, 'tools/known-bad-packages.json'), 'utf8')) as BadPackage[]
  return Object.entries(lock.packages).flatMap(([path, locked]) => checkPackage(path, locked, bad))
}

export function checkPackage(path: string, locked: LockedPackage, bad: readonly BadPackage[]): string[] {
  if (OURS.test(path) || locked.link) return []
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const found: string[] = []
  const report = (what: string) => found.push(`${name} ${locked.version ?? ''}: ${what}`)
  // Builds for other machines are named by version alone: npm fills the rest in only for the machine it runs on.
  const isForElsewhere = locked.optional === true && locked.integrity === undefined && locked.license === undefined
  if (!isForElsewhere) {
    if (!locked.integrity?.startsWith('sha512-')) report('the lockfile holds no SHA-512 of it')
    if (!mayPassOn(locked.license) && !(name in READ_BY_HAND))
      report(`its licence is ${locked.license ?? 'not stated'}`)
  }
  if (locked.resolved !== undefined && !REGISTRY.test(locked.resolved)) report(`it comes from ${locked.resolved}`)
  for (const one of bad)
    if (one.name === name && isMeant(one, locked.version ?? '0')) report(`known to be bad: ${one.why}`)
  return found
}

/** An SPDX expression: one of several is enough, all of several are needed. */
function mayPassOn(expression: string | undefined): boolean {
  const plain = expression?.replace(/^\(|\)$/g, '') ?? ''
  if (plain.includes(' OR ')) return plain.split(' OR ').some(mayPassOn)
  return plain.split(' AND ').every((one) => LICENCES.has(one))
}

function isMeant({ versions, from = '0.0.0', below }: BadPackage, version: string): boolean {
  if (versions) return versions.includes(version)
  return below !== undefined && compare(version, from) >= 0 && compare(version, below) < 0
}

/** By major, minor and patch; what comes before a release counts as it. */
function compare(one: string, other: string): number {
  const parts = (version: string) => version.split(/[-+]/)[0]!.split('.').map(Number)
  const [a, b] = [parts(one), parts(other)]
  const place = a.findIndex((part, index) => part !== (b[index] ?? 0))
  return place < 0 ? 0 : a[place]! - (b[place] ?? 0)
}
