import { execFileSync, spawnSync } from 'node:child_process'

/** How PostgreSQL is run, because it refuses to run as root. */
export interface RunAs {
  readonly kind: 'self' | 'user-namespace' | 'other-user'
  /** Who the database's files must belong to, seen from outside. */
  readonly fileOwner: { readonly uid: number; readonly gid: number }
  readonly spawn: { readonly uid?: number; readonly gid?: number }
  command(binary: string, args: readonly string[]): readonly [string, readonly string[]]
}

const unprivileged = [
  ['postgres', 'postgres'],
  ['nobody', 'nogroup'],
  ['nobody', 'nobody'],
] as const

/**
 * An ordinary user runs it directly. Root shows itself to PostgreSQL as `postgres` (or `nobody`) through a user namespace:
 * nothing changes owner, no account is made, and it works below /root (mode 0700), where a real change of user cannot even read the
 * libraries. Containers often forbid user namespaces; then PostgreSQL really runs as another user, on copies where that user can reach them.
 */
export function chooseRunAs(allowed: readonly RunAs['kind'][] = ['self', 'user-namespace', 'other-user']): RunAs {
  const uid = process.getuid?.()
  if (uid === undefined || uid !== 0) return runAsSelf()
  if (allowed.includes('user-namespace')) {
    for (const [user, group] of unprivileged) {
      const mapping = ['--user', `--map-user=${user}`, `--map-group=${group}`]
      if (spawnSync('unshare', [...mapping, 'true'], { stdio: 'ignore' }).status === 0) return runInNamespace(mapping)
    }
  }
  return runAsOther()
}

function runAsSelf(): RunAs {
  return {
    kind: 'self',
    fileOwner: { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 },
    spawn: {},
    command: (binary, args) => [binary, args],
  }
}

function runInNamespace(mapping: readonly string[]): RunAs {
  return {
    kind: 'user-namespace',
    fileOwner: { uid: 0, gid: 0 },
    spawn: {},
    // Without --fork `unshare` becomes the program it starts: the child's pid is the postmaster's.
    command: (binary, args) => ['unshare', [...mapping, binary, ...args]],
  }
}

/** A number without an account will not do (`could not look up effective user ID`), so it is one of the accounts that exist. */
function runAsOther(): RunAs {
  for (const [user] of unprivileged) {
    const uid = idOf('-u', user)
    const gid = idOf('-g', user)
    if (uid === undefined || gid === undefined) continue
    return {
      kind: 'other-user',
      fileOwner: { uid, gid },
      spawn: { uid, gid },
      command: (binary, args) => [binary, args],
    }
  }
  return runAsSelf()
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  const answer = spawnSync('id', [flag, user], { encoding: 'utf8' })
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined
}

/** Gives a whole folder to the user PostgreSQL runs as. `chown` is quicker than a walk of our own and follows no link. */
export function giveTo(owner: RunAs['fileOwner'], folder: string): void {
  execFileSync('chown', ['-R', '-h', `${owner.uid}:${owner.gid}`, folder])
}
