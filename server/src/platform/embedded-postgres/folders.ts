import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefusal } from '../config/start-refusal.ts'
import { binariesIn } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { giveTo } from './run-as.ts'
import type { RunAs } from './run-as.ts'

export interface Folders {
  /** PostgreSQL's own data directory. */
  readonly pgData: string
  readonly log: string
  readonly password: string
  /** Who supervises, so that two programs never share one database unknowingly. */
  readonly supervisor: string
  /** The port of last time: the same again keeps every noted address valid. */
  readonly port: string
}

/** A fresh data directory takes 39 MB (measured) and the first write-ahead segments 32 MB more; below this a first start cannot end well. */
const FREE_BYTES_FOR_FIRST_START = 160 * 1024 * 1024
const FREE_BYTES_TO_START = 24 * 1024 * 1024
/** Where root keeps what another user must reach when DATA_DIR lies below a closed folder such as /root. */
const SHARED_HOME = '/var/lib/yiwang'
const LOG_BYTES_KEPT = 20 * 1024 * 1024

export function prepareFolders(dataDir: string): Folders {
  try {
    // Asked first, because a recursive mkdir reports a read-only file system as "no such folder".
    accessSync(nearestExisting(dataDir), constants.W_OK)
    for (const folder of [dataDir, join(dataDir, 'secrets'), join(dataDir, 'logs')]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    }
    const folders = foldersOf(dataDir)
    const probe = join(dataDir, `.probe-${process.pid}`)
    writeFileSync(probe, randomBytes(4096))
    rmSync(probe)
    requireSpace(dataDir, existsSync(folders.pgData) ? FREE_BYTES_TO_START : FREE_BYTES_FOR_FIRST_START)
    rotateLog(folders.log)
    return folders
  } catch (cause) {
    if (cause instanceof StartRefusal) throw cause
    throw dataDirRefusal(dataDir, cause)
  }
}

/** Says why DATA_DIR cannot be used. */
export function dataDirRefusal(dataDir: string, cause: unknown): StartRefusal {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    ENOTDIR: ['路径中有一段是文件而不是文件夹', 'a part of the path is a file, not a folder'],
    EEXIST: ['它是一个文件而不是文件夹', 'it is a file, not a folder'],
    EACCES: ['当前账号没有读写权限', 'this account may not read and write there'],
    EPERM: ['当前账号没有读写权限', 'this account may not read and write there'],
    EROFS: ['所在文件系统是只读的', 'its file system is read-only'],
    ENOSPC: ['磁盘已满', 'the disk is full'],
    EDQUOT: ['磁盘配额已用完', 'the disk quota is used up'],
    ENOENT: ['上级目录不存在,且无法建立', 'its parent does not exist and cannot be made'],
    ENAMETOOLONG: ['路径过长', 'the path is too long'],
  }
  const [zh, en] = reasons[code] ?? [(cause as Error).message, (cause as Error).message]
  return new StartRefusal(
    `无法使用数据目录 DATA_DIR=${dataDir}:${zh}(${code})。`,
    `DATA_DIR=${dataDir} cannot be used: ${en} (${code}).`,
    cause,
  )
}

/** Makes data and binaries reachable for the user PostgreSQL runs as, and the data his. */
export function settle(runAs: RunAs, folders: Folders, binaries: Binaries): { folders: Folders; binaries: Binaries } {
  if (runAs.kind !== 'other-user') {
    requireOwner(runAs, folders.pgData)
    return { folders, binaries }
  }
  mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
  const pgData = reachable(dirname(folders.pgData)) ? folders.pgData : sharedData(folders.pgData)
  if (existsSync(pgData)) giveTo(runAs.fileOwner, pgData)
  return { folders: { ...folders, pgData }, binaries: reachable(binaries.native) ? binaries : copyBinaries(binaries) }
}

/** The password of the database's superuser: made once, readable by the operating account alone. */
export function readOrMakePassword(folders: Folders): string {
  if (existsSync(folders.password)) return readFileSync(folders.password, 'utf8').trim()
  if (existsSync(join(folders.pgData, 'PG_VERSION'))) {
    throw new StartRefusal(
      `数据库存在,但密码文件 ${folders.password} 不见了;请从备份恢复该文件。`,
      `The database exists but its password file ${folders.password} is gone; restore that file from a backup.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(folders.password, `${password}\n`, { mode: 0o600 })
  return password
}

function nearestExisting(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestExisting(dirname(path))
}

function foldersOf(dataDir: string): Folders {
  const pgData = join(dataDir, 'postgres')
  return {
    // It may be a link that an earlier start made (see sharedData): PostgreSQL and we must name the same place.
    pgData: existsSync(pgData) ? realpathSync(pgData) : pgData,
    log: join(dataDir, 'logs', 'postgres.log'),
    password: join(dataDir, 'secrets', 'postgres-password'),
    supervisor: join(dataDir, 'supervisor.json'),
    port: join(dataDir, 'postgres.port'),
  }
}

function requireSpace(dataDir: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  if (free >= bytes) return
  const mb = (value: number) => Math.floor(value / 1024 / 1024)
  throw new StartRefusal(
    `数据目录 DATA_DIR=${dataDir} 所在磁盘空间不足:剩余 ${mb(free)} MB,至少需要 ${mb(bytes)} MB。`,
    `The disk of DATA_DIR=${dataDir} is short of space: ${mb(free)} MB free, at least ${mb(bytes)} MB needed.`,
  )
}

function requireOwner(runAs: RunAs, pgData: string): void {
  const owner = statSync(pgData, { throwIfNoEntry: false })?.uid
  if (owner === undefined || owner === runAs.fileOwner.uid || process.platform === 'win32') return
  // An earlier start may have had to run PostgreSQL as another user.
  if (runAs.kind === 'user-namespace') return giveTo(runAs.fileOwner, pgData)
  throw new StartRefusal(
    `数据库目录 ${pgData} 属于另一个账号(uid ${owner}),请用该账号启动,或为本账号另设 DATA_DIR。`,
    `The database folder ${pgData} belongs to another account (uid ${owner}); start as that account, or set another DATA_DIR.`,
  )
}

/** Whether everybody may walk down to the folder. */
function reachable(folder: string): boolean {
  for (let path = realpathSync(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

/** The data lies in the shared home, one folder for each DATA_DIR, and DATA_DIR/postgres is a link to it. */
function sharedData(wanted: string): string {
  const home = join(SHARED_HOME, 'clusters')
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const place = join(home, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  const found = lstatSync(wanted, { throwIfNoEntry: false })
  if (found?.isDirectory()) {
    if (existsSync(place)) renameSync(place, `${place}.before-${Date.now()}`)
    const half = `${place}.new`
    cpSync(wanted, half, { recursive: true })
    chmodSync(half, 0o700)
    renameSync(half, place)
    rmSync(wanted, { recursive: true })
  }
  if (!found?.isSymbolicLink()) symlinkSync(place, wanted)
  return place
}

function copyBinaries(binaries: Binaries): Binaries {
  const version = createHash('sha256')
    .update(binaries.native)
    .update(String(statSync(binaries.postgres).mtimeMs))
    .digest('hex')
  const native = join(SHARED_HOME, `postgresql-${version.slice(0, 16)}`)
  if (!existsSync(native)) {
    const half = `${native}.${process.pid}`
    cpSync(binaries.native, half, { recursive: true, verbatimSymlinks: true })
    chmodSync(half, 0o755)
    renameSync(half, native)
  }
  return binariesIn(native)
}

function rotateLog(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_KEPT) renameSync(log, `${log}.1`)
}
