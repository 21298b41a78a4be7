import { FlowKeeper } from '../actors/flow-keeper.ts'
import { restaurant } from '../actors/items.ts'
import { test } from '../actors/test.ts'

test('a drawing changes while a case runs: what it would do is shown, it is moved with a reason, and goes on @desktop', async ({
  resident,
  clerk,
  handler,
  reviewer,
  itemAdmin,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await installation.drain()

  const keeper = new FlowKeeper(itemAdmin.desk)
  await keeper.publishes('standard-three-step', { from: '审查', to: '法制审查' })
  await keeper.movesAll('standard-three-step', '审查改由法制机构承担')
  await keeper.seesPlan()

  await handler.handles(aCase)
  await reviewer.seesInInbox(aCase, '法制审查')
})
