import { expect, test } from '../actors/test.ts'
import { giveDevice } from '../pages/device.ts'

test('a resident adds a passkey on the phone, signs out, and signs in with it by keyboard alone, in two screens', async ({
  resident,
}) => {
  const { page } = resident.portal
  const device = await giveDevice(page)
  await resident.opensMine()
  await resident.addsPasskey('我的手机')
  expect(await device.countPasskeys()).toBe(1)
  await resident.signsOut()
  await resident.signsInWithPasskeyByKeyboard()
  await resident.looksAt('/my/security', 'my-security-passkey')
  await expect(page.getByText(/上次使用/)).toBeVisible()
  await resident.removesPasskey('我的手机')
})

test('a device that does not know its holder signs nobody in, and the page says so', async ({ anybody }) => {
  const { portal } = anybody
  const device = await giveDevice(portal.page)
  await device.holderIsThere(false)
  await portal.open('/sign-in')
  await portal.button('使用通行密钥').click()
  await expect(portal.page.getByRole('alert')).toContainText('没有用上通行密钥')
  await expect(portal.heading('登录')).toBeVisible()
})

test('an official adds a passkey, is asked for it after the password, and proves it once more before deciding @desktop', async ({
  clock,
  approver,
}) => {
  const { page } = approver.desk
  await giveDevice(page)
  await approver.desk.open('/profile')
  await approver.addsPasskey('办公室电脑')
  await approver.signsOut()
  await approver.signsInWithBothFactors()
  await approver.desk.open('/profile')
  await clock.at('2026-10-20T10:20:00+08:00')
  await approver.removesAfterProof('办公室电脑')
})
