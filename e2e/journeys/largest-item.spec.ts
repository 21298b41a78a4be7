import { FlowKeeper } from '../actors/flow-keeper.ts'
import { LargestItem } from '../actors/largest-item.ts'
import { test } from '../actors/test.ts'
import { lookAt } from '../pages/arrive.ts'
import { VIEWPORTS } from '../pages/screens.ts'

test('an item of forty materials, twelve steps and ninety-eight characters fits wherever it stands', async ({
  installation,
  itemAdmin,
  resident,
  clerk,
}) => {
  const item = new LargestItem()
  await new FlowKeeper(itemAdmin.desk).publishesDrawing(item.flowId, item.drawing)
  await item.comesIn(installation)
  const { name } = item.sample
  await itemAdmin.desk.open(`/items?q=${encodeURIComponent(item.sample.search)}`)
  await itemAdmin.looksAtBothWidths('desk-library-largest')
  await itemAdmin.desk.page.getByRole('link', { name, exact: true }).click()
  await itemAdmin.desk.arrive('item-largest', name)
  await itemAdmin.looksAtBothWidths('desk-item-largest')

  const aCase = await resident.applies(item.sample)
  await resident.opensCase(aCase)
  const { page } = resident.portal
  for (const size of Object.values(VIEWPORTS)) {
    await page.setViewportSize(size)
    await lookAt(page, 'my-case-largest')
  }

  await clerk.desk.open(`/intake?q=${encodeURIComponent(item.sample.search)}`)
  await clerk.desk.page.getByRole('link', { name: `为“${name}”收件` }).click()
  await clerk.looksAtBothWidths('desk-intake-largest')
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await clerk.opensCase(aCase)
  await clerk.looksAtBothWidths('desk-case-largest')
  for (const tab of [/^材料/, /^流程图/]) {
    await clerk.desk.page.getByRole('tab', { name: tab }).click()
    await clerk.looksAtBothWidths(`desk-case-largest-${tab.source.slice(1)}`)
  }
})
