import { unzipSync, strFromU8 } from 'fflate'
import { expect, test } from '../actors/test.ts'

test('a department keeps a list, another reviews it from the inbox, and the public reads it masked and takes it along @desktop', async ({
  listKeeper,
  listReviewer,
  anybody,
}) => {
  const household = {
    name: '赫连明霞',
    citizenId: '999999198001010214',
    measure: `屋顶翻修 ${crypto.randomUUID().slice(0, 8)}`,
  }
  await listKeeper.adds(household)
  await listKeeper.submits(household.measure)
  await listReviewer.publishes(household)

  const { page } = anybody.portal
  await anybody.portal.open(`/lists?kind=assistance-people&q=${encodeURIComponent(household.measure)}`)
  await anybody.portal.arrive('list-people-found', '公开清单')
  await expect(page.getByText(household.measure).first()).toBeVisible()
  await expect(page.getByText('赫**').first()).toBeVisible()
  for (const hidden of [household.name, household.citizenId]) await expect(page.getByText(hidden)).toHaveCount(0)

  const href = await page.getByRole('link', { name: '表格（XLSX）' }).getAttribute('href')
  const file = await page.request.get(href!)
  const text = Object.values(unzipSync(await file.body()))
    .map((part) => strFromU8(part))
    .join('')
  expect(text).toContain(household.measure)
  expect(text).not.toContain(household.name)
  expect(text).not.toContain(household.citizenId)
})
