import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { commands } from '../../../cli/commands.ts'
import { runCli } from '../../../cli/run-cli.ts'
import { parseVerifierKey } from '../../../platform/tlog/signed-note.ts'
import { verifyReceipt } from '../../../platform/ledger/receipt.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { received, refusalOf, signInCast } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
let supervisor: SignedIn
let caseId: string
let dir: string
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  supervisor = await signIn(app, 'mozhengming')
  caseId = (await received(app, cast)).caseId
  dir = await mkdtemp(join(tmpdir(), 'yiwang-receipt-'))
})
afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await app.close()
})

const path = (query = '') => `/api/cases/${caseId}/ledger-receipt${query}`
const key = async () => parseVerifierKey(await app.ledger.verifierKey())
const disclosedBy = (file: string): string => Buffer.from(/^extra (\S+)$/m.exec(file)?.[1] ?? '', 'base64').toString()

/** The operator's program on another machine: the file and the key, nothing else. */
async function atHome(file: string, verifierKey: string): Promise<{ code: number; text: string }> {
  const name = join(dir, 'case.tlog-proof')
  await writeFile(name, file)
  const lines: string[] = []
  const say = (line: string): void => void lines.push(line)
  const environment = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATA_DIR: '/nonexistent' }
  const code = await runCli(['verify-receipt', name, '--key', verifierKey], { commands, environment, out: say, say })
  return { code, text: lines.join('\n') }
}

describe('the receipt of a case', () => {
  it('is taken away by the applicant at once, and proved elsewhere with nothing but the public key', async () => {
    const answer = await cast.resident.get(path())
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''\S+\.tlog-proof$/)
    const proven = verifyReceipt(answer.payload, { log: await key() })
    const kept = await app.sql<{ seq: string }>('select seq from ledger.entries where stream = $1', [`case:${caseId}`])
    expect(proven.entries).toHaveLength(kept.length)
    expect(proven.entries.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['cases/CaseSubmitted.v1', 'cases/CaseReceived.v1']),
    )
    const { code, text } = await atHome(answer.payload, await app.ledger.verifierKey())
    expect(code).toBe(0)
    expect(text).toContain('✓ 回执属实')
  })

  it('still holds when much was recorded after it', async () => {
    const { payload } = await cast.resident.get(path())
    const lines = await app.ledger.verifierKey()
    await received(app, cast)
    await app.ledger.checkpoint()
    expect((await atHome(payload, lines)).code).toBe(0)
  })

  it('of one step shows that step alone', async () => {
    const { payload } = await cast.resident.get(path('?seq=2'))
    const { entries } = verifyReceipt(payload, { log: await key() })
    expect(entries.map((entry) => entry.seq)).toEqual([2])
  })

  it('shows no personal data: what was written lies beside the chain, and only digests of it are in the receipt', async () => {
    const { payload } = await cast.resident.get(path())
    const shown = disclosedBy(payload)
    expect(shown).toContain(`case:${caseId}`)
    for (const word of ['王芳', '999999199003120243', '13900000001', '荔香小馆', '灵城街道'])
      expect(shown).not.toContain(word)
  })

  it('is no longer one when a word of it was changed, an entry taken out, or two exchanged', async () => {
    const { payload } = await cast.resident.get(path())
    const disclosed = disclosedBy(payload)
    const withEntries = (change: (entries: { canonical: string }[]) => unknown): string => {
      const said = JSON.parse(disclosed) as { entries: { canonical: string }[] }
      const extra = Buffer.from(JSON.stringify({ ...said, entries: change(said.entries) })).toString('base64')
      return payload.replace(/^extra .*$/m, `extra ${extra}`)
    }
    const last = (entries: { canonical: string }[]) => entries.length - 1
    const faked = {
      'not-recorded': withEntries((all) =>
        all.with(last(all), {
          ...all.at(-1)!,
          canonical: all.at(-1)!.canonical.replace(/"recordedAt":"\d{4}/, '"recordedAt":"2020'),
        }),
      ),
      'chain-broken': withEntries((all) => all.toSpliced(0, 1)),
      'not-signed': payload.replace(/^(localhost\/ledger\n)\d+$/m, '$19999'),
      malformed: payload.replace(/^index .*$/m, 'index x'),
    }
    const log = await key()
    for (const [fault, file] of Object.entries(faked)) {
      expect(() => verifyReceipt(file, { log }), fault).toThrow(expect.objectContaining({ fault }) as Error)
      const { code, text } = await atHome(file, await app.ledger.verifierKey())
      expect({ code, isSaid: text.startsWith('✗') }, fault).toEqual({ code: 1, isSaid: true })
    }
    const exchanged = withEntries((all) => [all[1]!, all[0]!, ...all.slice(2)])
    expect(() => verifyReceipt(exchanged, { log })).toThrow(expect.objectContaining({ fault: 'chain-broken' }) as Error)
  })

  it('says so plainly when the command is given no key, a broken one, or no file', async () => {
    const { payload } = await cast.resident.get(path())
    expect((await atHome(payload, 'localhost/ledger+00000000+AAAA')).code).toBe(2)
    expect((await atHome(payload, join(dir, 'no-such-key'))).code).toBe(3)
  })

  it('is given to the applicant, to officials within reach and to supervisors, and to nobody else', async () => {
    const other = await signIn(app, 'liming')
    const elsewhere = await signIn(app, 'zhaojingtai')
    for (const [who, status] of [
      [cast.resident, 200],
      [cast.clerk, 200],
      [supervisor, 200],
      [other, 404],
      [elsewhere, 404],
    ] as const)
      expect((await who.get(path())).statusCode, who.session.account?.name).toBe(status)
    expect((await app.server.inject({ url: path() })).statusCode).toBe(401)
    expect((await refusalOf(cast.resident.get(path('?seq=999')))).code).toBe('ledger/no-such-entry')
  })

  it('leaves an entry of having been taken, by the applicant too', async () => {
    await cast.resident.get(path())
    const taken = await app.sql(
      `select from ledger.entries where stream like $1 and canonical like '%存证回执%' and canonical like $2`,
      [`access:${cast.resident.accountId}:%`, `%${caseId}%`],
    )
    expect(taken.length).toBeGreaterThan(0)
  })
})
