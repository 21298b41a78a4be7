import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Debian's softhsm2, a PKCS #11 module in software; on other systems, tests that need one are skipped and say so. */
export const SOFTHSM_LIBRARY = '/usr/lib/softhsm/libsofthsm2.so'
export const NO_SOFTHSM = existsSync(SOFTHSM_LIBRARY)
  ? undefined
  : `, skipped: ${SOFTHSM_LIBRARY} (softhsm2) is not installed`

const PIN = '灵山-2026'

/**
 * A token of the tests' own, made as an operator makes one: `softhsm2-util` here, the maker's tool for a real module. The library
 * reads where tokens are when it is loaded, so a process has one such place.
 * @returns the address of a key in it
 */
export async function makeSoftToken(home: string, token: string): Promise<(object: string) => string> {
  await mkdir(join(home, 'tokens'), { mode: 0o700 })
  const config = join(home, 'softhsm2.conf')
  await writeFile(config, `directories.tokendir = ${home}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n`)
  process.env['SOFTHSM2_CONF'] = config
  await writeFile(join(home, 'pin'), `${PIN}\n`, { mode: 0o600 })
  const args = ['--init-token', '--free', '--label', token, '--pin', PIN, '--so-pin', `${PIN}-so`]
  const { status, stderr } = spawnSync('softhsm2-util', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return (object) => `pkcs11:token=${token};object=${object}?module-path=${SOFTHSM_LIBRARY}&pin-source=file:${home}/pin`
}
