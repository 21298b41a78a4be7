import { expect, test } from '../actors/test.ts'
import { pdf, restaurant } from '../actors/items.ts'
import { lookAt } from '../pages/arrive.ts'

for (const where of ['', ' @desktop'])
  test(`a villager asks the village’s agent, reads what was done, and takes it back at once${where}`, async ({
    resident,
    villageAgent,
  }) => {
    await resident.portal.open('/my/mandates')
    await resident.portal.signIn('wangfang')
    await resident.portal.page.getByRole('link', { name: '委托村级代办员' }).click()
    await resident.portal.arrive('mandate-village', '委托村级代办员')
    await resident.portal.button('委托').click()
    await expect(resident.portal.page.getByRole('alert')).toContainText('请选择要办的事')
    await lookAt(resident.portal.page, 'mandate-village-refused')
    await resident.portal.page.getByRole('checkbox', { name: restaurant.plainName }).check()
    await resident.portal.page.getByLabel('最后一天').fill('2026-11-20')
    await resident.portal.button('委托').click()
    await expect(resident.portal.page.getByText('已经委托，等代办员接受')).toBeVisible()
    await lookAt(resident.portal.page, 'my-mandates-given')

    const agent = villageAgent.portal
    await agent.open('/my/mandates')
    await agent.signIn('weiliping')
    await agent.button('接受授权：王芳').first().click()
    await agent.button('为王芳办理').first().click()
    const bar = agent.page.getByRole('region', { name: '正在代办' })
    await expect(bar).toContainText('正在代 王芳 办理')
    await expect(agent.page.getByText('还没有办件')).toBeVisible()
    await agent.search(restaurant.search)
    await agent.page.getByRole('article').getByRole('link').first().click()
    await agent.page.getByRole('link', { name: '在线办理' }).click()
    await agent.arrive('apply-for-another', /^申请/)
    await expect(agent.page.getByRole('radio', { name: '王芳（您代为办理）' })).toBeChecked()
    await agent.button('开始填写').click()
    await expect(agent.page).toHaveURL(/\/drafts\/.*\/form/)

    await resident.portal.open('/my/mandates')
    await resident.portal.page.getByRole('link', { name: '看经过：韦丽萍' }).first().click()
    await resident.portal.arrive('mandate-record', '王芳 → 韦丽萍')
    await expect(resident.portal.page.getByText('已做：开始代办')).toBeVisible()
    await expect(resident.portal.page.getByRole('article')).toHaveCount(1)
    await resident.portal.open('/my/mandates')
    await resident.portal.button('撤销授权：韦丽萍').first().click()
    await expect(resident.portal.page.getByText('已撤销').first()).toBeVisible()

    await agent.open('/my/mandates')
    await expect(bar).toContainText('代 王芳 办理的授权已经结束')
    await lookAt(agent.page, 'acting-over')
    await agent.button('结束代办').click()
    await expect(bar).toBeHidden()
  })

test('a mother acts for her child when the window has confirmed it @desktop', async ({ resident, clerk }) => {
  const { portal } = resident
  await portal.open('/mandates/guardian')
  await portal.signIn('wangfang')
  await portal.arrive('mandate-guardian', '登记监护关系')
  const { page } = portal
  await page.getByLabel('被监护人姓名').fill('王小满')
  await page.getByLabel('被监护人公民身份号码').fill('999999201506200342')
  await page.getByLabel('您是被监护人的').selectOption('父亲或者母亲')
  await page.getByLabel('证明文件的编号').fill('P450000123')
  await page.getByLabel('证明文件', { exact: true }).setInputFiles(pdf('出生医学证明'))
  await portal.button('提交').click()
  await expect(page.getByRole('alert')).toContainText('公民身份号码')
  await lookAt(page, 'mandate-guardian-refused')
  await page.getByLabel('被监护人公民身份号码').fill('999999201506200341')
  await portal.button('提交').click()
  await expect(page.getByText('已经提交，等窗口核对证明文件')).toBeVisible()
  await expect(page.getByText('待窗口确认')).toBeVisible()

  await clerk.desk.open('/mandates')
  await lookAt(clerk.desk.page, 'desk-mandates')
  await clerk.desk.button('确认监护关系：王小满').click()
  await expect(clerk.desk.page.getByText('没有待确认的监护关系')).toBeVisible()
  await clerk.looksAt('/mandates?view=register', 'mandates-register')
  await clerk.looksAt('/mandates?view=agents', 'village-agents')
  await clerk.looksAt('/mandates?view=find', 'mandates-find')

  await portal.open('/my/mandates')
  await portal.button('为王小满办理').click()
  await expect(page.getByRole('region', { name: '正在代办' })).toContainText('正在代 王小满 办理')
  await portal.button('结束代办').click()
  await expect(page.getByRole('region', { name: '正在代办' })).toBeHidden()
})
