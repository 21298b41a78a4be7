import { FlowKeeper } from '../actors/flow-keeper.ts'
import { sportsGround } from '../actors/items.ts'
import { test } from '../actors/test.ts'

test('a real item goes from an empty form to published by three people, with its table, flow, form and document; is applied for, and changes while that case runs @desktop', async ({
  itemAdmin,
  drafter,
  legalReviewer,
  publisher,
  resident,
  clerk,
  handler,
  installation,
}) => {
  test.setTimeout(600_000)
  const keeper = new FlowKeeper(itemAdmin.desk)
  await keeper.designsTable('ground-tiers')
  await keeper.designs({ id: 'site-visit-first', name: '先核查现场' }, '占地面积分档')

  await keeper.designsTemplate({ id: 'ground-denial', name: '健身设施不予批准决定书' })

  const { name } = sportsGround
  await drafter.writes({
    sample: sportsGround,
    code: '11450721MB155808114001033002000',
    flow: /^先核查现场/,
    denial: '健身设施不予批准决定书',
  })
  await drafter.submits('划转到行政审批局办理')
  await legalReviewer.decides(name, '法制审核', '退回修改')
  await drafter.findsSentBack(name)
  await drafter.submits('已经核实名称')
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')

  const aCase = await resident.applies(sportsGround)
  await clerk.receives(aCase)

  await drafter.changes(name)
  await drafter.promises('20')
  await drafter.submits('压缩承诺时限')
  await legalReviewer.seesEffect(name, /^第 1 版：[1-9]\d* 件在办$/, {
    place: '承诺办结时限 › 数值',
    from: '24',
    to: '20',
  })
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')
  await drafter.comparesVersions(name, '承诺办结时限 › 数值')

  await clerk.accepts(aCase)
  await installation.drain()
  await handler.seesWhyDecided(aCase, ['占地面积分档（第 1 版）', '占地面积：420', '第 2 条', '较大'])
  await handler.handles(aCase)
  await drafter.seesRunning(name, /^第 1 版：[1-9]\d* 件在办$/)
})
