import { Type } from 'typebox'
import { event } from '../../kernel/index.ts'
import type { Context } from '../act/context.ts'

/** 查阅个人信息: who read whose; in a stream of the reader and the day, not of the thing read. What for lies beside it, as `personal.purpose`. */
export const PersonalDataRead = event(
  'ledger/PersonalDataRead.v1',
  Type.Object({
    readerId: Type.String(),
    jurisdiction: Type.String(),
    day: Type.String(),
    subject: Type.String(),
    what: Type.String(),
  }),
  {
    title: '查阅个人信息',
    stream: (body) => ({ jurisdiction: body.jurisdiction, name: `access:${body.readerId}:${body.day}` }),
  },
)

/** Records that the actor reads somebody's personal data (个人信息保护法 art. 51; 等保三级 8.1.4.3). One's own needs no entry. */
export function recordRead(ctx: Context, read: { subject: string; what: string; purpose?: string }): void {
  const { accountId = ctx.actor.systemName ?? 'system', jurisdiction } = ctx.actor
  const { subject, what, purpose } = read
  const body = { readerId: accountId, jurisdiction, day: ctx.today, subject, what }
  ctx.emit(PersonalDataRead.of(body), purpose === undefined ? {} : { personal: { purpose } })
}
