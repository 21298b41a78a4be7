import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { identityProblems } from './problems.ts'
import { Password } from './public-fields.ts'

/** 注销账号之前：有没有不能注销的原因。 */
export const GetAccountErasure = contract({
  name: 'identity.getAccountErasure',
  method: 'GET',
  path: '/api/my/account/erasure',
  summary: '我的账号现在能不能注销；不能的，列出原因',
  response: Type.Object({
    version: Type.Integer(),
    /** Who comes from upstream has none, and shows by a fresh sign-in that it is they. */
    needsPassword: Type.Boolean(),
    hindrances: Type.Array(Type.String(), { title: '现在不能注销的原因' }),
  }),
  problems: [identityProblems['people-only']],
})

/** 注销账号，删除账号的个人信息（个人信息保护法第 15、47 条）：账本只留摘要，链不变。 */
export const EraseAccount = contract({
  name: 'identity.eraseAccount',
  method: 'POST',
  path: '/api/my/account/erasure',
  summary: '注销账号并删除它的个人信息，不能恢复',
  body: Type.Object({ version: Type.Integer({ minimum: 1 }), password: Type.Optional(Password) }),
  response: Type.Object({ erased: Type.Literal(true) }),
  problems: [identityProblems['people-only'], identityProblems['password-wrong'], identityProblems['account-needed']],
})
