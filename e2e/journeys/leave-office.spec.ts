import { test } from '../actors/test.ts'

test('an official leaves when two administrators have said so, and is signed out in the same moment @desktop', async ({
  clock,
  leaver,
  systemAdmin,
  securityAdmin,
}) => {
  await clock.at('2026-10-20T10:30:00+08:00')
  await leaver.desk.open('/profile')
  await systemAdmin.finds('办理离岗离职')
  await systemAdmin.proposesLeaving('系统管理员', '本人辞职')
  await systemAdmin.isToldThat('不能为自己办理')
  await systemAdmin.proposesLeaving('苏小玲', '调离本县', '2026-10-30')
  await systemAdmin.seesChange('苏小玲', '待确认')
  await systemAdmin.looksAtBothWidths('leaving')

  await securityAdmin.finds('待确认的人员变动')
  await securityAdmin.decidesChange('苏小玲', '退回', '没有调令')
  await securityAdmin.seesChange('苏小玲', '已退回')

  await systemAdmin.proposesLeaving('苏小玲', '调离本县')
  await systemAdmin.seesChange('苏小玲', '待确认')
  await securityAdmin.finds('待确认的人员变动')
  await securityAdmin.decidesChange('苏小玲', '确认')
  await securityAdmin.seesChange('苏小玲', '已生效')
  await securityAdmin.looksAtBothWidths('left')
  await leaver.isSignedOut()
})
