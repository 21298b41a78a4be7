import { test } from '../actors/test.ts'
import { newcomer, restaurant } from '../actors/items.ts'

test('somebody registers, and an application is found, written, put aside, completed, submitted and looked up without scripts', async ({
  anybodyWithoutScripts: resident,
}) => {
  const [place, ...rest] = restaurant.sections
  await resident.registers(newcomer)
  await resident.begins(restaurant)
  await resident.leavesOut(place!, '经营场所地址', '请填写“经营场所地址”')
  await resident.putsAside(place!)
  await resident.goesOn(restaurant)
  for (const section of [place!, ...rest]) await resident.fills(section)
  await resident.handsInNothing('请上传“食品经营许可申请书”')
  await resident.handsIn(restaurant.materials)
  const aCase = await resident.submits(restaurant)
  await resident.looksUp(aCase, '等待窗口收件')
})

test('what is written before the scripts arrive is still there when they have', async ({ resident }) => {
  const [place, business] = restaurant.sections
  await resident.begins(restaurant)
  await resident.typesBeforeScripts(place!)
  await resident.typesBeforeScripts(business!)
})
