import { test } from '../actors/test.ts'
import { energyReview } from '../actors/items.ts'

test('an expert review stops the clock: the applicant is told in writing, and the due date moves with its reason', async ({
  agent,
  clerk,
  handler,
  clock,
}) => {
  const aCase = await agent.applies(energyReview)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await agent.seesCase(aCase, '预计10月27日前出结果')

  await handler.handles(aCase, '年综合能源消费量一千八百吨标准煤，须委托机构评审。')
  await handler.asksWhatIf(aCase, {
    question: /承诺办结时限：为什么是10月27日？/,
    procedure: '机构评审',
    basis: '《固定资产投资项目节能审查办法》第十二条',
    workdays: '10',
    moves: '10月27日 → 11月10日',
  })
  await handler.suspends(aCase, { procedure: '机构评审', workdays: '10', reason: '已委托评审机构评审节能报告。' })
  await agent.seesCase(aCase, '正在机构评审，停止计时', '预计需要 10 个工作日', '特别程序告知书')
  await agent.seesNotice('进入机构评审，停止计时', '预计 10 个工作日，这段时间不计入办理时限')

  await clock.at('2026-11-03T16:00:00+08:00')
  await handler.resumes(aCase, '评审机构 11 月 3 日出具评审意见：符合节能标准。')
  await agent.seesCase(aCase, '预计11月10日前出结果', '已用 0 个工作日 · 还剩 5 个工作日')
  await agent.seesWhy(
    '为什么是11月10日？',
    /因机构评审停止计时10个工作日（10月21日至11月3日，.*第四十五条.*于2026年11月10日届满/,
  )
})
