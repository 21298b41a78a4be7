import type { Context } from '../../../platform/act/index.ts'
import { SEALED_BODY, SEALED_TITLE } from '../queries/list-my-notices.ts'
import * as noticeStore from '../store/notice-store.ts'

/** The same for all that an account was told. */
export async function eraseNoticesTo(ctx: Context, accountId: string): Promise<void> {
  await noticeStore.replaceWordsTo(ctx.tx, accountId, erasedWords(ctx))
}

/** 删除通知内容 about a subject; that something was said, and when, stays. The caller has decided that it may be. */
export async function eraseNotices(ctx: Context, subject: string): Promise<void> {
  await noticeStore.replaceWords(ctx.tx, subject, erasedWords(ctx))
}

function erasedWords({ vault }: Context) {
  return { title: vault.seal('通知内容已依法删除', SEALED_TITLE), body: vault.seal('', SEALED_BODY) }
}
