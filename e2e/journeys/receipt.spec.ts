import { test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'

test('a case is taken away as a receipt, and whoever is given it learns whether it holds', async ({
  resident,
  clerk,
  anybody,
  anybodyWithoutScripts,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  const receipt = await resident.takesReceipt(aCase)
  await anybody.verifiesReceipt(receipt, { by: 'file', answer: '属实' })
  await anybody.verifiesReceipt(receipt.replace(/^index \d+$/m, 'index 0'), { by: 'paste', answer: '内容被改动过' })
  await anybody.verifiesNothing()
  await anybodyWithoutScripts.verifiesReceipt(receipt, { by: 'paste', answer: '属实' })
  await anybodyWithoutScripts.verifiesReceipt(receipt, { by: 'file', answer: '属实' })
  await anybodyWithoutScripts.verifiesReceipt(receipt.slice(0, 200), { by: 'file', answer: '认不出这张回执' })
})
