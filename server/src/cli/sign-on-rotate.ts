import { EXIT } from './command.ts'
import type { Command } from './command.ts'

export const signOnRotate: Command = {
  name: 'sign-on rotate',
  summary:
    '轮换统一身份认证的签名密钥，登录不中断 · let the next key sign; the former stays published until its tokens expire',
  options: {
    'at-once': {
      type: 'boolean',
      help: '密钥泄露时用：原密钥立即作废 · for a key that leaked: what it signed is void',
    },
  },
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const atOnce = invocation.options['at-once'] === true
      const { signing, next } = await app.modules['sign-on'].api.rotateKeys((fn) => app.act({ mode: 'write' }, fn), {
        atOnce,
      })
      for (const keyId of signing) invocation.out(`签名 · signs now   ${keyId}`)
      for (const keyId of next) invocation.out(`待用 · published  ${keyId}`)
      return EXIT.ok
    })
  },
}
