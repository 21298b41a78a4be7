import { test } from '../actors/test.ts'

test('a resident signs a line with her certificate, proves that the account here is hers, and comes by the certificate alone the next time', async ({
  anybody,
}) => {
  await anybody.signsWithCertificate('王芳')
  await anybody.linksAccount({ name: 'wangfang', wrong: 'not-hers-2026', right: 'yiwang-demo', by: '数字证书' })
  await anybody.signsOut()
  await anybody.signsWithCertificate('王芳')
  await anybody.isGreeted('王芳')
})
