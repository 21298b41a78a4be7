import { test } from '../actors/test.ts'

test('a department adopts a base item, and what changes above comes down to it as a proposal, is taken up, and is cancelled by two @desktop', async ({
  issuer,
  drafter,
  legalReviewer,
  publisher,
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

  await drafter.proposesToCancel(name, '灵政发〔2026〕18号')
  await publisher.decidesToCancel(name)
})
