import type { Context } from '../../../platform/act/index.ts'
import { factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import * as noticeStore from '../store/notice-store.ts'
import { SEALED_BODY, SEALED_TITLE } from './list-my-notices.ts'

/** 通知 keeps of people: what they were told. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'notices/notices',
    title: '通知',
    purpose: '告诉您办件的进展和账号的变动',
    basis: '行政许可法第三十二条、第四十四条等规定的告知和送达',
    source: '办理过程中由系统生成',
    keptFor: '与所说的办件一起保存和删除；注销时删除',
    tables: { 'notices.notices': ['account_id', 'title', 'body'], 'notices.deliveries': ['notice_id'] },
    list: listNotices,
  },
]

async function listNotices(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const rows = await noticeStore.listFor(ctx.tx, { accountId: of.accountId, limit: MOST, isUnread: false })
  return rows.map(({ id, title, body, sentAt }) => ({
    id,
    title: ctx.vault.open(title, SEALED_TITLE),
    at: sentAt.toISOString(),
    facts: factsOf({ 内容: ctx.vault.open(body, SEALED_BODY) }),
  }))
}

const MOST = 100_000
