import { officialRecovers, readsHalf } from '../actors/forgetful.ts'
import { test } from '../actors/test.ts'
import { PASSWORD } from '../actors/items.ts'

test('an official leaves when two administrators have said so, and is signed out in the same moment @desktop', async ({
  clock,
  leaver,
  systemAdmin,
  securityAdmin,
}) => {
  await clock.at('2026-10-20T10:30:00+08:00')
  await leaver.desk.open('/profile')
  await systemAdmin.findsChanges('办理离岗离职')
  await systemAdmin.proposesLeaving('系统管理员', '本人辞职')
  await systemAdmin.isToldThat('不能为自己办理')
  await systemAdmin.proposesLeaving('苏小玲', '调离本县', '2026-10-30')
  await systemAdmin.seesChange('苏小玲', '待确认')
  await systemAdmin.looksAtBothWidths('leaving')

  await securityAdmin.findsChanges('待确认的人员变动')
  await securityAdmin.decidesChange('苏小玲', '退回', '没有调令')
  await securityAdmin.seesChange('苏小玲', '已退回')

  await systemAdmin.proposesLeaving('苏小玲', '调离本县')
  await systemAdmin.seesChange('苏小玲', '待确认')
  await securityAdmin.findsChanges('待确认的人员变动')
  await securityAdmin.decidesChange('苏小玲', '确认')
  await securityAdmin.seesChange('苏小玲', '已生效')
  await securityAdmin.looksAtBothWidths('left')
  await leaver.isSignedOut()
})

test('an official joins by two, sets the first password with both halves of a code, and is moved in one step @desktop', async ({
  clock,
  joiner,
  systemAdmin,
  securityAdmin,
}) => {
  await clock.at('2026-10-20T10:30:00+08:00')
  await systemAdmin.findsChanges('办理入职')
  await systemAdmin.proposesJoining({ name: '何小妹', staffNo: '演示-901', login: 'hexiaomei', role: '承办人' })
  const first = await readsHalf(systemAdmin.desk, 'joiner-half')
  await securityAdmin.findsChanges('何小妹')
  await securityAdmin.decidesChange('何小妹', '确认')
  const second = await readsHalf(securityAdmin.desk, 'joiner-other-half')
  await officialRecovers(joiner.desk, { login: 'hexiaomei', startCode: `${first}${second}`, password: PASSWORD })
  await joiner.hasPages({ all: ['待办'], none: ['收件'] })

  await systemAdmin.findsChanges('办理调岗')
  await systemAdmin.proposesMove('何小妹', '窗口受理员')
  await securityAdmin.findsChanges('待确认的人员变动')
  await securityAdmin.decidesChange('何小妹', '确认')
  await securityAdmin.seesChange('何小妹', '已生效')
  await joiner.hasPages({ all: ['待办', '收件'], none: ['流程'] })
})
