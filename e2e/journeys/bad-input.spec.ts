import { test } from '../actors/test.ts'
import { newcomer, pdf, restaurant } from '../actors/items.ts'

const [FORM, LICENCE] = restaurant.materials as [string, string]

test('a number that fails its checksum is named at its field, and all else stays @desktop', async ({
  anybody,
  clerk,
}) => {
  await anybody.registersWrongly({ ...newcomer, citizenId: '999999200001010620' }, '公民身份号码不正确')
  await clerk.entersWrongly(
    restaurant,
    { kind: '单位', label: '统一社会信用代码', code: '91450721MAYW00016X', name: '灵山县荔香食品有限公司' },
    '统一社会信用代码不正确，请对照营业执照检查',
  )
  await clerk.entersWrongly(
    restaurant,
    { kind: '个人', label: '公民身份号码', code: '999999199003120240', name: '王芳' },
    '公民身份号码不正确，请对照证件检查',
  )
})

test('a file that is not what its name says, and one of 21 MB, are refused where they were chosen', async ({
  resident,
}) => {
  await resident.draws(restaurant)
  await resident.isRefusedFile(FORM, { ...pdf('申请书'), buffer: Buffer.from('这不是 PDF') }, '后缀不一致')
  await resident.isRefusedFile(
    LICENCE,
    { ...pdf('执照'), buffer: Buffer.alloc(21 * 1024 * 1024, pdf('').buffer) },
    '20 MB',
  )
})

test('the same files are refused without scripts, too', async ({ residentWithoutScripts: resident }) => {
  await resident.draws(restaurant)
  await resident.isRefusedFile(FORM, { ...pdf('申请书'), buffer: Buffer.from('这不是 PDF') }, '后缀不一致')
  await resident.isRefusedFile(
    LICENCE,
    { ...pdf('执照'), buffer: Buffer.alloc(21 * 1024 * 1024, pdf('').buffer) },
    '20 MB',
  )
})

test('two clerks open one case: the slower is told what the faster did, and loses nothing @desktop', async ({
  resident,
  clerk,
  clerkBeside,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await installation.drain()
  await clerkBeside.writes(aCase, '受理', { 意见: '材料齐全，同意受理。' })
  await clerk.requestsCorrection(aCase, { [FORM]: '没有签名' })
  await clerkBeside.isTooLate({ confirm: '确认受理', text: '材料齐全，同意受理。', because: '告知补正' })
})

test('two screens show one case at its handling: the later opinion is not lost, and is told what came first @desktop', async ({
  resident,
  clerk,
  handler,
  handlerBeside,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await clerk.accepts(aCase)
  await installation.drain()
  await handlerBeside.writes(aCase, '承办', { 意见: '经营面积与图纸不一致，建议退回。' })
  await handler.handles(aCase)
  await handlerBeside.isTooLate({
    confirm: '确认提交下一环节',
    text: '经营面积与图纸不一致，建议退回。',
    because: '办理环节',
  })
})

test('a sign-in that ends while something is being written takes nothing of it along', async ({
  resident,
  clerk,
  clock,
}) => {
  const [place] = restaurant.sections
  const aCase = await resident.applies(restaurant)
  await clerk.receives(aCase)
  await resident.begins(restaurant)
  await resident.types(place!)
  await clerk.writes(aCase, '不予受理', { 理由: '经营场所不在本县。', 所依据的法律条款: '《行政许可法》第三十二条' })

  await clock.at('2026-10-21T09:00:00+08:00')
  await resident.signsInWhileSaving(place!)
  await clerk.signsInWhileConfirming('确认不予受理')
  await resident.seesCase(aCase, '没有受理', '经营场所不在本县。')
})

test('an item that is suspended after its guide was read: submitting says so, and the draft waits', async ({
  resident,
  itemAdmin,
  clock,
}) => {
  // Before the days of the journeys that share this installation: on an earlier day the item would still be suspended.
  await clock.at('2026-09-14T09:30:00+08:00')
  await resident.draws(restaurant)
  for (const material of restaurant.materials) await resident.portal.upload(material, pdf(material))
  await itemAdmin.changesItem(restaurant, {
    act: '暂停事项',
    confirm: '确认暂停',
    basis: '《食品安全法》第三十五条（演示）',
    clause: '已经提交的继续办理',
  })
  await resident.cannotSubmit('已暂停办理，现在不能提交')
  await itemAdmin.changesItem(restaurant, {
    act: '恢复事项',
    confirm: '确认恢复',
    basis: '《食品安全法》第三十五条（演示）',
  })
  await resident.submitsAgain()
})
