import { test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

test('while an official is away a colleague does the work in his stead, and both names are on it @desktop', async ({
  resident,
  clerk,
  handler,
  reviewer,
  head,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)

  await handler.namesSubstitute('梁秀英', '2026-10-20', '外出开会')
  await handler.seesSubstitution('梁秀英 代 黄志强', '待确认')
  await head.confirmsSubstitution('梁秀英代黄志强')
  await head.seesSubstitution('梁秀英 代 黄志强', '代办中')

  await reviewer.seesInStead(aCase, '代黄志强')
  await reviewer.handles(aCase)
  await reviewer.seesPerformer(aCase, '梁秀英（代黄志强）')
  await reviewer.cannot(aCase, '审查')

  await handler.revokesSubstitution('梁秀英代黄志强', '提前返岗')
  await handler.seesSubstitution('梁秀英 代 黄志强', '已撤销')
})
