import { test } from '../actors/test.ts'
import { hairdresser, restaurant } from '../actors/items.ts'

test('a refusal says why, on what law, and what can be done against it', async ({
  resident,
  clerk,
  handler,
  approver,
  certificateClerk,
  installation,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await handler.handles(aCase, '现场审核：没有消毒间。')
  await approver.denies(aCase, '没有设置消毒间，不符合公共场所卫生标准。')
  await resident.seesCase(aCase, '没有批准', '没有设置消毒间', '向灵山县人民政府申请行政复议', '向人民法院提起诉讼')
  await certificateClerk.delivers(aCase)
  await installation.drain()
  await resident.opensDocument(aCase, '不予行政许可决定书')
})

test('an application outside the agency’s powers is not accepted, with reason, law and remedy', async ({
  resident,
  clerk,
}) => {
  const aCase = await resident.applies(hairdresser)
  await clerk.receives(aCase)
  await clerk.declines(aCase, { reason: '经营场所在钦州市钦南区，请向钦南区申请。', law: '《行政许可法》第三十二条' })
  await resident.seesCase(aCase, '没有受理', '请向钦南区申请', '《行政许可法》第三十二条', '行政复议')
})

test('an applicant at a desk withdraws while it is being worked on @desktop', async ({ resident, clerk, handler }) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await resident.withdraws(aCase, '店面不租了。')
  await resident.seesCase(aCase, '您已撤回这份申请')
  await handler.seesNotInInbox(aCase)
})
