import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '../e2e/chromium.ts'
import { OLDER_POSTGRES } from '../server/test/debian-postgres.ts'
import { CLAMD_PROGRAM } from '../server/test/debian-clamd.ts'
import { RSYSLOG_PROGRAM } from '../server/test/debian-rsyslog.ts'
import { SOFTHSM_LIBRARY } from '../server/test/debian-softhsm.ts'
import { runProgram } from './run-program.ts'

/** What the tests need of the machine: a malware scanner, a log server, a hardware module for keys in software, a browser, characters for every name, a judge of PDF signatures, the oldest PostgreSQL. */
const needs = [
  { name: 'chromium-headless-shell', isThere: () => existsSync(chromiumPath()) },
  { name: 'clamav-daemon', isThere: () => existsSync(CLAMD_PROGRAM) },
  // Smaller Chinese fonts lack characters of real names (䶮, 𠮷): boxes would be drawn and not noticed.
  {
    name: 'fonts-noto-cjk',
    isThere: () => spawnSync('fc-list', [], { encoding: 'utf8' }).stdout?.includes('NotoSansCJK') ?? false,
  },
  { name: 'libnss3-tools', isThere: () => spawnSync('certutil', ['-H'], { stdio: 'ignore' }).error === undefined },
  // Only Debian 12 offers it; elsewhere the tests on an older PostgreSQL are skipped, and say so.
  { name: 'postgresql-15', isThere: () => !isDebian12() || existsSync(join(OLDER_POSTGRES, 'postgres')) },
  { name: 'rsyslog', isThere: () => existsSync(RSYSLOG_PROGRAM) },
  { name: 'softhsm2', isThere: () => existsSync(SOFTHSM_LIBRARY) },
  { name: 'poppler-utils', isThere: () => spawnSync('pdfsig', ['-v'], { stdio: 'ignore' }).error === undefined },
]

/** Installs what is missing if it may. @returns the one line that installs the rest, or undefined when all is there */
export async function installDebianPackages(): Promise<string | undefined> {
  const missing = missingPackages()
  if (missing.length === 0) return undefined
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return `sudo sh -c '${line}'`
  console.log(`  installing ${missing.join(', ')} (Debian)`)
  // Another apt may be running at this moment: wait for its lock.
  const waiting = line.replaceAll('apt-get ', 'apt-get -q -o DPkg::Lock::Timeout=600 ')
  const { code, output } = await runProgram('sh', {
    args: ['-c', waiting],
    environment: { DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (code !== 0) console.log(output.slice(-2_000))
  return missingPackages().length === 0 ? undefined : line
}

function missingPackages(): string[] {
  return needs.filter(({ isThere }) => !isThere()).map(({ name }) => name)
}

function isDebian12(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^ID=debian$/m.test(release) && /^VERSION_ID="12"$/m.test(release)
}
