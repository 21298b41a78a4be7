import { readFileSync } from 'node:fs'
import { correction, hairdresser, PASSWORD } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test('a resident sees all that is held of her and who read it, asks for a correction, and takes a copy along after proving who she is', async ({
  resident,
  clerk,
  clock,
  installation,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await clerk.reveals(aCase, '核实身份', '电话核实经营场所')
  await installation.drain()

  await resident.opensMine()
  await resident.seesWhatIsHeld('办件', [aCase.caseNo, '处理目的', '保存期限'])
  await resident.seesWhoRead('陈静', /申请人完整信息/)
  const request = await resident.asksAbout(aCase, '要求更正', correction)
  await clerk.receives(request)
  await clerk.accepts(request)
  await resident.seesRequest(request, '已受理', '承诺办结时限')
  await resident.asksForCopy()
  await installation.drain()

  await clock.at('2026-10-20T10:20:00+08:00')
  const copy = await resident.takesCopy(PASSWORD)
  expect(copy.name).toMatch(/^个人信息副本-.*\.zip$/)
  expect(readFileSync(copy.path).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
})
