import { Forgetful, givesStartCode, officialRecovers, readsHalf } from '../actors/forgetful.ts'
import { PASSWORD } from '../actors/items.ts'
import { expect, test } from '../actors/test.ts'
import { lookAt } from '../pages/arrive.ts'

const WANG_FANG = { name: '王芳', citizenId: '999999199003120243', phone: '13900000001' }

test('who forgot the password proves the phone and a bank card, then forgets it again and is helped on at the window', async ({
  anybody,
  clerk,
}) => {
  const person = new Forgetful(anybody.portal)
  await person.begins({ ...WANG_FANG, phone: '13999990000' }, 'stranger')
  await person.typesCode('000000')
  await person.isToldThat('没有通过核验', 'refused')
  await person.startsOver(WANG_FANG, 'own')
  await person.typesCode(await person.newestCode(WANG_FANG))
  await person.provesBankCard('6222020000000000000')
  await person.setsPassword({ weak: '12345678', strong: 'longan-tree-8' })
  await person.signsIn('wangfang', 'longan-tree-8')
  await anybody.looksAt('/my/notices', 'my-notices-recovered')
  await person.signsOut()

  const startCode = await givesStartCode(clerk.desk, WANG_FANG)
  await person.comesWithStartCode(WANG_FANG, startCode)
  await person.setsPassword({ weak: 'password', strong: PASSWORD })
  await person.signsIn('wangfang', PASSWORD)
})

test('an official’s password is reset by two administrators, each with half of a code @desktop', async ({
  systemAdmin,
  securityAdmin,
  clerkBeside,
}) => {
  await systemAdmin.finds('工作人员账号')
  const asking = systemAdmin.desk.page
  await asking.getByRole('button', { name: '忘记密码：为陈静提出重置' }).click()
  await asking.getByRole('form', { name: '忘记密码：为陈静提出重置' }).getByLabel('理由').fill('本人持工作证到场')
  await asking.getByRole('button', { name: '提交' }).click()
  const first = await readsHalf(systemAdmin.desk, 'half')
  await securityAdmin.finds('登录因素和密码重置')
  const granting = securityAdmin.desk.page
  await lookAt(granting, 'desk-administration-password-asked')
  await granting.getByRole('button', { name: '确认重置陈静的密码' }).click()
  const second = await readsHalf(securityAdmin.desk, 'other-half')
  expect(first).not.toBe(second)
  await officialRecovers(clerkBeside.desk, { login: 'chenjing', startCode: `${first}${second}`, password: PASSWORD })
  await clerkBeside.desk.open('/')
})
