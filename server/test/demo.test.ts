import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { EXIT } from '../src/cli/command.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { openTestApp } from './harness.ts'
import type { TestApp } from './harness.ts'

let app: TestApp
let url: string

beforeAll(async () => {
  app = await openTestApp()
  await app.startWorkers()
  await app.server.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await app.close()
})

describe('yiwang demo', () => {
  it('takes one case from search to a verified licence over HTTP, and leaves a record that holds', async () => {
    const { code, out, said } = await demo(url)
    expect({ code, said }).toEqual({ code: EXIT.ok, said: [] })
    const identifier = /^证照标识 · licence (\S+)$/m.exec(out)?.[1]
    const [licence] = await app.sql<{ state: string }>('select state from licences.licences where identifier = $1', [
      identifier,
    ])
    expect(licence).toEqual({ state: 'issued' })
    expect(out).toMatch(/监察员核验办件台账 {2}\d+ 条记录,0 处不符/)
    expect(out).toMatch(/全程 [\d.]+ s/)
    expect((await app.ledger.verify()).findings).toEqual([])
  })

  it('says which step failed and what the server answered, and exits with 1', async () => {
    await app.sql(`update catalogue.items set state = 'suspended', state_basis = '演示暂停' where state = 'published'`)
    const { code, said } = await demo(url)
    expect(code).toBe(EXIT.no)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/没有找到事项|没有完成:/)
  })

  it('exits with 3 where nobody answers', async () => {
    const { code, said } = await demo('http://127.0.0.1:1')
    expect({ code, said }).toEqual({
      code: EXIT.cannotRun,
      said: ['http://127.0.0.1:1 没有应答,请先 npm start · no answer, start the server first'],
    })
  })
})

async function demo(address: string): Promise<{ code: number; out: string; said: string[] }> {
  const out: string[] = []
  const said: string[] = []
  const code = await runCli(['demo', '--url', address], {
    commands,
    environment: {},
    out: (line) => void out.push(line),
    say: (line) => void said.push(line),
  })
  return { code, out: out.join('\n'), said }
}
