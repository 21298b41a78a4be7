import { test } from '../actors/test.ts'

test('a post is proposed by one administrator and confirmed by another; neither gives it alone @desktop', async ({
  clock,
  systemAdmin,
  securityAdmin,
}) => {
  await clock.at('2026-10-20T10:30:00+08:00')
  await systemAdmin.finds('没有待确认的任命')
  await systemAdmin.looksAtBothWidths('none')
  await systemAdmin.proposes('陆卫平', '承办人')
  await systemAdmin.isToldThat('岗位不相容')
  await systemAdmin.proposes('陈静', '承办人', '2026-10-30')
  await systemAdmin.cannotConfirm('陈静')
  await systemAdmin.proposes('黄志强', '审查人')
  await systemAdmin.cannotConfirm('黄志强')

  await securityAdmin.finds('陈静')
  await securityAdmin.looksAtBothWidths('proposed')
  await securityAdmin.confirms('陈静')
  await securityAdmin.sendsBack('黄志强', '没有任职文件')
  await securityAdmin.looksWhileNothingIsRead()

  await systemAdmin.finds('已退回')
  await systemAdmin.sees('陈静', '已确认')
})

test('security sees where an official is signed in, and ends it @desktop', async ({ clerk, securityAdmin }) => {
  await clerk.desk.open('/profile')
  await securityAdmin.finds('工作人员账号')
  await securityAdmin.seesDevices('陈静')
  await securityAdmin.endsSessions('陈静', '设备遗失')
  await clerk.isSignedOut()
})
