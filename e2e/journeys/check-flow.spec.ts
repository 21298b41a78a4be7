import { FlowKeeper } from '../actors/flow-keeper.ts'
import { test } from '../actors/test.ts'

test('a drawing is checked before it is published: what is wrong stands on it, with the way that leads there; a made case is tried on it, and a table whose results leave what the law allows @desktop', async ({
  itemAdmin,
}) => {
  const keeper = new FlowKeeper(itemAdmin.desk)
  await keeper.checks('standard-three-step', { from: 'yiwang:step="approve"', to: 'yiwang:step="review"' })
  await keeper.seesFault('没有人作出决定', ['承办', '审查', '审批'])
  await keeper.checks('standard-three-step')
  await keeper.seesSoundFlow('承办、审查、审批')
  await keeper.issuesRecord('办理记录')
  await keeper.triesFlow()
  await keeper.statesRange()
})
