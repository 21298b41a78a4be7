import { test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

const LAYOUT = '主要设备设施布局图和操作流程'
const HEALTH = '从业人员健康证明'

test('what is missing is asked for once, and the clock is right to the day across the National Day holiday', async ({
  resident,
  clerk,
  handler,
  supervisor,
  clock,
}) => {
  await clock.at('2026-09-28T09:30:00+08:00')
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clock.at('2026-09-29T15:00:00+08:00')
  await clerk.requestsCorrection(aCase, { [LAYOUT]: '没有标出库房和面积', [HEALTH]: '没有提交，请补交' })
  await clerk.cannot(aCase, '告知补正')
  await resident.seesCase(aCase, '请您补正材料', `没有标出库房和面积`, '没有提交，请补交', '补正材料通知书')

  await clock.at('2026-09-30T11:00:00+08:00')
  await resident.corrects(aCase, [LAYOUT, HEALTH])
  await clerk.accepts(aCase)
  await resident.seesCase(aCase, '预计10月13日前出结果', '已用 0 个工作日 · 还剩 5 个工作日')
  await resident.seesWhy('为什么是10月13日？', '避开国庆节（10月1日至7日），10月10日调休上班照常计入')

  await clock.at('2026-10-08T10:00:00+08:00')
  await resident.seesCase(aCase, '已用 1 个工作日 · 还剩 4 个工作日')
  await clock.at('2026-10-13T10:00:00+08:00')
  await handler.seesInInbox(aCase, '今天到期')
  await clock.at('2026-10-14T10:00:00+08:00')
  await supervisor.seesLimit(aCase, '超期1天')
})
