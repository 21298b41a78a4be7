import { Type } from 'typebox'
import { event } from '../../kernel/index.ts'
import type { Context } from '../act/context.ts'

const Reader = { readerId: Type.String(), jurisdiction: Type.String(), day: Type.String() }
const ofReader = (body: { readerId: string; jurisdiction: string; day: string }) => ({
  jurisdiction: body.jurisdiction,
  name: `access:${body.readerId}:${body.day}`,
})

/** 查阅个人信息: who read whose; in a stream of the reader and the day, not of the thing read. The words of why lie beside it, as `personal.reason`. */
export const PersonalDataRead = event(
  'ledger/PersonalDataRead.v1',
  Type.Object({
    ...Reader,
    subject: Type.String(),
    what: Type.String(),
    /** 处理目的, where one had to be stated. */
    purpose: Type.Optional(Type.String()),
  }),
  { title: '查阅个人信息', stream: ofReader },
)

/** 按人查找: somebody was looked for by name, number or phone. The word lies beside it, as `personal.person`. */
export const PersonSearched = event(
  'ledger/PersonSearched.v1',
  Type.Object({ ...Reader, where: Type.String(), found: Type.Integer() }),
  { title: '按人查找', stream: ofReader },
)

/** Records that the actor reads somebody's personal data (个人信息保护法 art. 51; 等保三级 8.1.4.3). One's own needs no entry. */
export function recordRead(
  ctx: Context,
  read: { subject: string; what: string; purpose?: string; reason?: string },
): void {
  const { subject, what, purpose, reason } = read
  const body = { ...readerOf(ctx), subject, what, ...(purpose !== undefined && { purpose }) }
  ctx.emit(PersonalDataRead.of(body), reason === undefined ? {} : { personal: { reason } })
}

/** Records that the actor looked for a person by what only that person has, and how many things were found. */
export function recordPersonSearch(ctx: Context, search: { where: string; person: string; found: number }): void {
  const { where, person, found } = search
  ctx.emit(PersonSearched.of({ ...readerOf(ctx), where, found }), { personal: { person } })
}

function readerOf(ctx: Context): { readerId: string; jurisdiction: string; day: string } {
  const { accountId = ctx.actor.systemName ?? 'system', jurisdiction } = ctx.actor
  return { readerId: accountId, jurisdiction, day: ctx.today }
}
