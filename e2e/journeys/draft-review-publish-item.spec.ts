import { marketStall } from '../actors/items.ts'
import { test } from '../actors/test.ts'

test('an item goes from an empty form to published by three people, is applied for, and changes while that case runs @desktop', async ({
  drafter,
  legalReviewer,
  publisher,
  resident,
  clerk,
  handler,
}) => {
  test.setTimeout(600_000)
  const { name } = marketStall
  await drafter.writes({
    sample: marketStall,
    code: '11450721MB155808114450131099001',
    formOf: /^食品经营许可（新办）/,
  })
  await drafter.submits('圩日设摊多，需要一个简便的许可')
  await legalReviewer.decides(name, '法制审核', '退回修改')
  await drafter.findsSentBack(name)
  await drafter.submits('已经核实名称')
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')

  const aCase = await resident.applies(marketStall)
  await clerk.receives(aCase)

  await drafter.changes(name)
  await drafter.promises('3')
  await drafter.submits('压缩承诺时限')
  await legalReviewer.seesEffect(name, /^第 1 版：[1-9]\d* 件在办$/, {
    place: '承诺办结时限 › 数值',
    from: '5',
    to: '3',
  })
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')
  await drafter.comparesVersions(name, '承诺办结时限 › 数值')

  await clerk.accepts(aCase)
  await handler.handles(aCase)
  await drafter.seesRunning(name, /^第 1 版：[1-9]\d* 件在办$/)
})
