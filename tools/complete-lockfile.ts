import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './source-files.ts'

interface Entry {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly link?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * package-lock.json with an entry for every optional package that a dependency names. npm leaves out those for other platforms when
 * the registry it asks does not carry them, and `npm ci` then refuses the whole file on every machine. They get version and platform from
 * the names that ask for them; without a checksum, because there is none to be had: npm adds it when somebody resolves them.
 */
export function completeLockfile(): string {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const lock = JSON.parse(text) as { packages: Record<string, Entry> }
  const missing = new Map<string, Entry>()
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (found(lock.packages, path, name)) continue
      missing.set(`node_modules/${name}`, entryFor(name, range, path !== '' && entry.dev === true))
    }
  }
  if (missing.size === 0) return text
  const sorted = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).toSorted(([a], [b]) =>
    compare(a, b),
  )
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`
}

/** As Node looks for a package: beside the one that asks, then further up. */
function found(packages: Readonly<Record<string, Entry>>, path: string, name: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const place = folder === '' || folder === '.' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (packages[place]) return true
    if (folder === '' || folder === '.') return false
  }
}

function entryFor(name: string, range: string, isDev: boolean): Entry {
  const words = name.split(/[-/_]/)
  const os = SYSTEMS.filter((system) => words.includes(system) || (system === 'win32' && words.includes('win')))
  const cpu = PROCESSORS.filter((processor) => words.includes(processor))
  const libc = name.includes('musl') ? ['musl'] : os.includes('linux') ? ['glibc'] : []
  return {
    version: range.replace(/^[\^~>=\s]+/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(isDev && { dev: true }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
