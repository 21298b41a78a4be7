import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, sourceFiles } from './source-files.ts'

/** Something a module promises, and how a test may name it. */
export interface Promised {
  readonly module: string
  readonly kind: 'action' | 'problem' | 'transition'
  readonly name: string
  /** The address of an action: a test that calls it has named it. */
  readonly path?: string
}

export interface TestText {
  readonly file: string
  readonly text: string
}

const MODULES = 'server/src/modules'

/** Every action, problem and transition of every module is named in a test: what none names, none would miss. */
export async function checkNamedInTests(): Promise<string[]> {
  const tests = sourceFiles(['.test.ts', '.test.tsx', '.spec.ts']).map((file) => ({
    file,
    text: readFileSync(join(ROOT, file), 'utf8'),
  }))
  const promised = await Promise.all(readdirSync(join(ROOT, MODULES)).toSorted().map(promisesOf))
  return unnamed(promised.flat(), tests)
}

export function unnamed(promised: readonly Promised[], tests: readonly TestText[]): string[] {
  return promised
    .filter((one) => !tests.some((test) => isNamed(one, test)))
    .map(({ module, kind, name }) => `${MODULES}/${module}: no test names the ${kind} ${name}`)
}

/** What a module's files promise, found by importing them: nothing is kept in a list by hand. */
async function promisesOf(module: string): Promise<Promised[]> {
  const contract = Object.values(await load(module, 'contract/index.ts'))
  const transitions = (await load(module, 'domain/transitions.ts')).TRANSITIONS ?? {}
  return [
    ...contract.filter(isContract).map(({ name, path }) => ({ module, kind: 'action' as const, name, path })),
    ...contract.flatMap(problemCodes).map((name) => ({ module, kind: 'problem' as const, name })),
    ...Object.keys(transitions).map((name) => ({ module, kind: 'transition' as const, name })),
  ]
}

async function load(module: string, file: string): Promise<Record<string, unknown>> {
  const path = join(ROOT, MODULES, module, file)
  return existsSync(path) ? ((await import(pathToFileURL(path).href)) as Record<string, unknown>) : {}
}

function isContract(value: unknown): value is { name: string; path: string } {
  const { name, method, path } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof method === 'string' && typeof path === 'string'
}

/** A table of problems is an object whose values all have a code. */
function problemCodes(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const codes = Object.values(value).map((one) => (one as { code?: unknown } | null)?.code)
  return codes.length > 0 && codes.every((code) => typeof code === 'string') ? codes : []
}

function isNamed(promised: Promised, test: TestText): boolean {
  if (promised.kind === 'problem') return mentions(test.text, promised.name)
  const [word = ''] = promised.name.split('.').slice(-1)
  const isAtHome = test.file.startsWith(`${MODULES}/${promised.module}/`) || test.file.startsWith('server/test/')
  // Verbs like `suspend` belong to several modules: a transition is looked for at home, where `suspended` names it too.
  if (promised.kind === 'transition') return isAtHome && beginsWith(test.text, word)
  if (basename(test.file).startsWith(`${kebab(word)}.`)) return true
  const spellings = [word, `${word.charAt(0).toUpperCase()}${word.slice(1)}`, kebab(word)]
  return spellings.some((one) => mentions(test.text, one)) || calls(test.text, promised.path)
}

/** `accept` is named by `accepted` and `acceptCase`, and by `accept-case`. */
function beginsWith(text: string, word: string): boolean {
  return new RegExp(`(?<![A-Za-z])(${word}|${kebab(word)})`).test(text)
}

function mentions(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text)
}

/** `/api/cases/:caseId/accept` is called by '/api/cases/${id}/accept'. */
function calls(text: string, path: string | undefined): boolean {
  if (path === undefined) return false
  const pattern = path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/\'"`\\s]+')
  return new RegExp(`${pattern}(?=['"\`?])`).test(text)
}

function kebab(word: string): string {
  return word.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase()
}
