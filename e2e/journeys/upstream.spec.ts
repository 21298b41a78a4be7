import { test } from '../actors/test.ts'

test('a resident comes from the province’s sign-in, proves that the account here is theirs, and is signed out in both places', async ({
  anybody,
}) => {
  await anybody.comesFromProvince('李明')
  await anybody.linksAccount({ name: 'liming', wrong: 'not-his-2026', right: 'yiwang-demo' })
  await anybody.signsOutThereToo()
  await anybody.comesFromProvince('李明')
  await anybody.isGreeted('李明')
})

test('a newcomer comes from the province’s sign-in, adds a phone and has an account', async ({ anybody }) => {
  await anybody.comesFromProvince('黄果香')
  await anybody.opensAccount()
  await anybody.isGreeted('黄果香')
})
