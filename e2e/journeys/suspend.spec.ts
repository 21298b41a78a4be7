import { hairdresser } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'

test('an item is suspended at once wherever people apply for it, what runs stands as was laid down, and goes on when it is resumed @desktop', async ({
  resident,
  anybody,
  clerk,
  itemAdmin,
}) => {
  const item = hairdresser
  const basis = '《公共场所卫生管理条例》第四条（演示）'
  const documentNo = '灵政发〔2026〕9号'
  const clause = '已经提交的停止办理，恢复后接着办'
  const running = await resident.applies(item)
  await resident.draws(item)
  await resident.handsIn(item.materials)
  await itemAdmin.changesItem(item, {
    act: '暂停事项',
    confirm: '确认暂停',
    basis,
    documentNo,
    clause,
    rule: /停止办理/,
  })

  await resident.cannotSubmitNow('已暂停办理，现在不能提交')
  const itemId = await anybody.readsSuspension(item, ['暂停办理', `${basis}（${documentNo}）`, clause])
  await clerk.cannotTakeIn(item, itemId)
  const open = await anybody.portal.page.request.get(`/open/v1/items/${itemId}`)
  expect(await open.json()).toMatchObject({ state: 'suspended', stateNotice: { basis, documentNo } })
  await clerk.seesOnCase(running, clause, '在办的办件停止办理、停止计时')
  await expect(() => clerk.seesOnCase(running, '随事项暂停')).toPass()
  await expect(clerk.desk.button('收件')).toBeHidden()
  await resident.seesCaseBeside(running, '事项暂停，停止办理', 'my-case-held')

  await itemAdmin.changesItem(item, { act: '恢复事项', confirm: '确认恢复', basis })
  await resident.submitsAgain()
  await expect(() => clerk.seesOnCase(running, '随事项恢复')).toPass()
  await clerk.receives(running)
})
