import { test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

test('a licence: applied for on a phone, decided by four officials, verified by anybody, every act in the record', async ({
  resident,
  clerk,
  handler,
  reviewer,
  approver,
  certificateClerk,
  anybody,
  supervisor,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await resident.seesCase(aCase, '现在不用您做什么')

  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await resident.seesCase(aCase, '预计10月27日前出结果')
  await handler.handles(aCase)
  await reviewer.reviews(aCase)
  await approver.grants(aCase)
  await certificateClerk.makesLicence(aCase)
  await certificateClerk.delivers(aCase)

  await installation.drain()
  await resident.seesCase(aCase, '已经批准', '食品经营许可证')
  const code = await resident.readsLicenceCode()
  await anybody.verifies(code, '真实有效')
  await anybody.looksUp(aCase, '办结')
  await supervisor.seesRecord(aCase, ['提交申请', '收件', '受理', '办理环节', '作出决定', '制证', '送达', '办结'])
})
