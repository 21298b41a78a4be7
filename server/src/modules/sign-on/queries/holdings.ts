import type { Context } from '../../../platform/act/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { presentScopes } from '../domain/scopes.ts'
import * as clientStore from '../store/client-store.ts'
import * as consentStore from '../store/consent-store.ts'

/** 统一身份认证 keeps of people: which applications they let know what. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'sign-on/consents',
    title: '允许应用使用的信息',
    purpose: '记住您同意过哪些应用读取哪些信息',
    basis: '个人信息保护法第十三条第一款第一项：取得个人的同意',
    source: '您在授权页面同意',
    keptFor: '撤回或者注销之前；撤回以后留下撤回的时间',
    withheld: '应用登录时用的凭据几小时到三十天内失效，给出来就能冒用，不提供。',
    tables: {
      'sign_on.consents': ['account_id'],
      'sign_on.artifacts': ['account_id', 'payload'],
    },
    list: listConsents,
  },
]

async function listConsents(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const consents = await consentStore.listAll(ctx.tx, of.accountId)
  const clients = await clientStore.findMany(
    ctx.tx,
    consents.map(({ clientId }) => clientId),
  )
  return consents.map(({ id, clientId, scopes, givenAt, usedAt, withdrawnAt }) => ({
    id,
    title: clients.get(clientId)?.name ?? '应用',
    at: givenAt.toISOString(),
    facts: factsOf({
      用途: clients.get(clientId)?.purpose,
      可以看到: presentScopes(scopes)
        .map(({ title }) => title)
        .join('；'),
      同意日期: dayOf(givenAt),
      最近使用: dayOf(usedAt),
      撤回日期: dayOf(withdrawnAt),
    }),
  }))
}
