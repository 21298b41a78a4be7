import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')

const ENTIRELY_FOREIGN = /(^|\/)(node_modules|build|dist|\.react-router|test-results|playwright-report|\.data|\.git)\//
const KNOWN_BAD = /^tools\/boundaries\/fixtures\//

/** The repository's own files with these endings, tracked or about to be, without the known-bad ones. Sorted, as `a/b.ts`. */
export function sourceFiles(endings: readonly string[]): string[] {
  return listFiles()
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .filter((file) => !ENTIRELY_FOREIGN.test(file) && !KNOWN_BAD.test(file) && existsSync(join(ROOT, file)))
    .toSorted()
}

function listFiles(): string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (git.status === 0) return [...new Set(git.stdout.split('\0').filter(Boolean))]
  // An unpacked archive is no working copy.
  return globSync('**/*', { cwd: ROOT, exclude: (name) => ENTIRELY_FOREIGN.test(`${String(name)}/`) })
}
