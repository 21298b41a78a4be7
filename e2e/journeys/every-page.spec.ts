import { expect, test } from '../actors/test.ts'
import { lookAt } from '../pages/arrive.ts'

const PORTAL = [
  ['home-organizations', '/?by=organization'],
  ['home-departments', '/?by=department'],
  ['home-themes', '/?by=theme'],
  ['search-all', '/search'],
  ['search-nothing', '/search?q=%E7%99%BB%E6%9C%88'],
  ['lists', '/lists'],
  ['lists-fee-none', '/lists?kind=fee&q=%E7%99%BB%E6%9C%88'],
  ['lists-adjusted', '/lists?kind=adjusted'],
  ['lists-people', '/lists?kind=assistance-people'],
  ['lists-kept-none', '/lists?kind=special-funds&q=%E7%99%BB%E6%9C%88'],
  ['halls', '/halls'],
  ['hall', '/halls/450721-3f1c2a77-6b0e-7d41-9a52-8c5d0e4b7211?window=11'],
  ['list-changes', '/lists/changes?from=2020-01-01&to=2026-12-31'],
  ['accessibility', '/accessibility'],
  ['records', '/records'],
  ['not-found', '/no-such-page'],
  ['verify-unknown', '/verify/0000'],
  ['verify-receipt', '/receipts/verify'],
] as const

const SIGNED_IN = [
  ['my-cases', '/my'],
  ['my-licences', '/my/licences'],
  ['my-notices-all', '/my/notices'],
  ['account-close-mine', '/account/close'],
  ['my-mandates-none', '/my/mandates'],
  ['mandate-village', '/mandates/village'],
  ['mandate-guardian', '/mandates/guardian'],
  ['my-applications-none', '/my/applications'],
  ['my-security', '/my/security'],
  ['my-data-mine', '/my/data'],
  ['real-name', '/my/real-name'],
  ['companies-agent-of-another', '/my/companies'],
] as const

test('the portal’s other pages keep nobody out, in senior mode either', async ({ anybody, resident }) => {
  for (const [name, path] of PORTAL) await anybody.looksAt(path, name)
  await resident.opensMine()
  for (const [name, path] of SIGNED_IN) await resident.looksAt(path, name)
  await resident.portal.button('长者模式').click()
  await expect(resident.portal.button('退出长者模式')).toBeVisible()
  for (const [name, path] of [['home', '/'], ...SIGNED_IN] as const) await resident.looksAt(path, `senior-${name}`)
})

test('the guides with the longest names and the most materials fit the screen @desktop', async ({ anybody }) => {
  for (const [words, as] of [
    ['拟改变该宗教活动场所现有布局和功能', 'longest-name'],
    ['固定资产', 'energy'],
    ['残疾', 'disability'],
  ] as const) {
    await anybody.portal.search(words)
    await anybody.portal.page.getByRole('article').getByRole('link').first().click()
    await expect(anybody.portal.page.getByRole('link', { name: '在线办理' }).first()).toBeVisible()
    await lookAt(anybody.portal.page, `guide-${as}`)
  }
})

test('the workbench’s other pages keep nobody out, in the dark either @desktop', async ({
  clerk,
  archivist,
  itemAdmin,
  supervisor,
}) => {
  await clerk.looksAt('/cases', 'cases')
  await clerk.looksAt('/profile', 'profile')
  await clerk.looksAt('/substitutions', 'substitutions-none')
  await clerk.looksAt('/nowhere', 'not-found')
  await clerk.looksAt('/supervision/ledger', 'no-permission')
  await archivist.looksAt('/erasures', 'erasures-none')
  await archivist.looksAt('/erasures?view=held', 'erasures-held-none')
  await itemAdmin.looksAt('/items', 'items')
  await itemAdmin.looksAt('/items/simplification?from=2020-01-01', 'simplification')
  await itemAdmin.looksAt('/items/coverage?lack=handled', 'coverage')
  await itemAdmin.looksAt('/items/types', 'power-types')
  await itemAdmin.looksAt('/items/upstream', 'item-upstream-none')
  await itemAdmin.looksAt('/lists', 'rosters')
  await itemAdmin.looksAt('/lists/kinds', 'list-kinds')
  await itemAdmin.looksAt('/lists/kinds/assistance-people', 'list-kind-form')
  await itemAdmin.looksAt('/lists/assistance-people', 'roster')
  await itemAdmin.looksAt('/halls', 'desk-halls')
  await itemAdmin.looksAt('/halls/450721-3f1c2a77-6b0e-7d41-9a52-8c5d0e4b7211', 'desk-hall')
  await itemAdmin.looksAt('/halls/new', 'desk-hall-new')
  await itemAdmin.looksAt('/flow-check', 'flow-check')
  await itemAdmin.looksAt('/template-design', 'template-design')
  await supervisor.looksAt('/items/coverage/bulletins', 'coverage-bulletins')
  await supervisor.looksAt('/supervision/ledger', 'ledger-first')
  await supervisor.looksAt('/supervision/acts', 'daily-acts-first')
  await supervisor.looksAt('/supervision/moves', 'limit-moves-first')
  await supervisor.desk.button('换成深色').click()
  await supervisor.looksAt('/supervision', 'limits-dark')
  await supervisor.looksAt('/supervision/ledger', 'ledger-dark')
})
