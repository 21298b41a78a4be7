import { hairdresser } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test('an item is suspended at once wherever people apply for it, what runs goes on as was laid down, and it is resumed @desktop', async ({
  resident,
  anybody,
  clerk,
  itemAdmin,
}) => {
  const item = hairdresser
  const basis = '《公共场所卫生管理条例》第四条（演示）'
  const documentNo = '灵政发〔2026〕9号'
  const clause = '已经提交的继续办理，不再收取新的材料'
  const running = await resident.applies(item)
  await resident.draws(item)
  await resident.handsIn(item.materials)
  await itemAdmin.changesItem(item, { act: '暂停事项', confirm: '确认暂停', basis, documentNo, clause })

  await resident.cannotSubmitNow('已暂停办理，现在不能提交')
  const itemId = await anybody.readsSuspension(item, ['暂停办理', `${basis}（${documentNo}）`, clause])
  await clerk.cannotTakeIn(item, itemId)
  const open = await anybody.portal.page.request.get(`/open/v1/items/${itemId}`)
  expect(await open.json()).toMatchObject({ state: 'suspended', stateNotice: { basis, documentNo } })
  await clerk.seesOnCase(running, clause)
  await clerk.receives(running)

  await itemAdmin.changesItem(item, { act: '恢复事项', confirm: '确认恢复', basis })
  await resident.submitsAgain()
})
