import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { settingRows } from '../server/src/platform/config/index.ts'
import { ROOT, sourceFiles } from './source-files.ts'

/** Variables of PostgreSQL's and the shell's own that the files may set beside ours. */
const FOREIGN = new Set([
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
  'POSTGRES_PASSWORD_FILE',
  'POSTGRES_DB',
  'POSTGRES_INITDB_ARGS',
  'PGDATA',
])

/** deploy/: YAML that parses, manifests with the fields Kubernetes asks for, a unit systemd can read, only settings that exist. */
export function checkDeploy(): string[] {
  const files = sourceFiles(['.yaml', '.yml', '.service']).filter((file) => file.startsWith('deploy/'))
  if (files.length === 0) return ['deploy/ is empty']
  return files.flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const problems = file.endsWith('.service') ? checkUnit(text) : checkYaml(file, text)
    return [...problems, ...checkSettings(text)].map((problem) => `${file}: ${problem}`)
  })
}

function checkYaml(file: string, text: string): string[] {
  return parseAllDocuments(text, { strict: true, uniqueKeys: true }).flatMap((document) => {
    const faults = [...document.errors, ...document.warnings].map(({ message }) => message)
    if (faults.length > 0) return faults
    const value = document.toJS() as Record<string, unknown> | null
    if (value === null) return ['an empty document']
    return file.includes('kubernetes') ? checkManifest(value) : checkCompose(value)
  })
}

function checkManifest(manifest: Record<string, unknown>): string[] {
  const { name } = (manifest['metadata'] ?? {}) as { name?: string }
  // A kustomization is a list of files and has no name of its own.
  const fields = manifest['kind'] === 'Kustomization' ? ['apiVersion', 'kind'] : ['apiVersion', 'kind', 'metadata']
  const missing = fields.filter((field) => manifest[field] === undefined)
  if (missing.length > 0) return [`${name ?? 'a manifest'} lacks ${missing.join(', ')}`]
  return name === undefined && manifest['kind'] !== 'Kustomization' ? ['a manifest without a name'] : []
}

function checkCompose(compose: Record<string, unknown>): string[] {
  const services = Object.entries((compose['services'] ?? {}) as Record<string, Record<string, unknown>>)
  if (services.length === 0) return ['no services']
  return services
    .filter(([, service]) => !service['image'] && !service['build'])
    .map(([name]) => `${name} has neither image nor build`)
}

function checkUnit(text: string): string[] {
  const problems = ['[Unit]', '[Service]', '[Install]', 'ExecStart=', 'WantedBy=']
    .filter((part) => !text.includes(part))
    .map((part) => `lacks ${part}`)
  const wrong = text.split('\n').filter((line) => line !== '' && !/^(#|\[[A-Z]\w+\]$|[A-Z]\w*=)/.test(line))
  return [...problems, ...wrong.map((line) => `not a line of a unit: ${line}`)]
}

/** Only capital names that are set: `NAME: value`, `- name: NAME`, `NAME=value`. */
function checkSettings(text: string): string[] {
  const known = new Set([...settingRows().map(({ name }) => name), ...FOREIGN])
  const set = [...text.matchAll(/^\s*(?:-\s+name:\s+|Environment=|-\s+)?([A-Z][A-Z_]{2,})(?:\s*[:=]|\s*$)/gm)].map(
    (match) => match[1] ?? '',
  )
  return [...new Set(set)].filter((name) => !known.has(name)).map((name) => `${name} is no setting of Yiwang`)
}
