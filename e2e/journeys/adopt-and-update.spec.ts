import { test } from '../actors/test.ts'

test('a department adopts a base item, and what changes above comes down to it as a proposal and is taken up; it is handed down to a street office, taken back and cancelled @desktop', async ({
  issuer,
  drafter,
  legalReviewer,
  publisher,
  streetDrafter,
}) => {
  test.setTimeout(300_000)
  const { name } = issuer
  await issuer.publishes()
  await drafter.adopts(name)
  await drafter.promises('5')
  await drafter.submits('采用自治区基本目录')
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')
  await drafter.seesAdoption(name, /采用基本目录第 1 版：与基本目录一致/)

  await issuer.publishes({ conditions: ['注册资本不得少于人民币二百万元。', '有固定的经营场所。'] })
  await drafter.findsUpdate(name, '有固定的经营场所。')
  await drafter.submits('采用基本目录第 2 版')
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')
  await drafter.seesAdoption(name, /采用基本目录第 2 版：与基本目录一致/)

  await drafter.handsDown(name, '灵城街道办事处')
  await publisher.decidesOn(name, '下放')
  await streetDrafter.takesOver(name)
  await streetDrafter.submits('承接下放的事项')
  await legalReviewer.decides(name, '法制审核', '通过')
  await publisher.decides(name, '审定发布', '发布')
  await streetDrafter.seesGuide(name, /起由本机关办理（灵山县行政审批局下放）/)
  await drafter.takesBack(name, '灵城街道办事处')
  await publisher.decidesOn(name, '收回')

  await drafter.proposesToCancel(name, '灵政发〔2026〕18号')
  await publisher.decidesOn(name, '取消')
})
