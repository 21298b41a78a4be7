import type { Context } from '../../../platform/act/index.ts'
import { covers, isInForce } from '../domain/mandate.ts'
import type { AskedItem, MandateKind } from '../domain/mandate.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import type { Principal } from '../store/person-mandate-store.ts'

/** For whom the actor acts at the moment, in clear: for a module that writes an application in that name. */
export interface ActingFor {
  readonly mandateId: string
  readonly kind: MandateKind
  readonly principal: Principal
  covers(item: AskedItem): boolean
}

/** Undefined for whoever acts for themself; also when the mandate has just ended. */
export async function findActing(ctx: Context): Promise<ActingFor | undefined> {
  const { mandateId, accountId } = ctx.actor
  const mandate = mandateId === undefined ? undefined : await personMandateStore.find(ctx, mandateId)
  if (!mandate || mandate.agentAccountId !== accountId || !isInForce(mandate, ctx.today)) return undefined
  const { kind, principal, scope } = mandate
  return { mandateId: mandate.id, kind, principal, covers: (item) => covers(scope, item) }
}

export interface PersonMandateFacts {
  readonly mandateId: string
  readonly kind: 'guardian' | 'village-agent'
  readonly principal: Principal
  readonly principalAccountId?: string
  readonly scope: { readonly kind: string; readonly codes: readonly string[] }
  readonly validTo: string
}

/** The mandates between people by which an account may act today. */
export async function personMandatesOf(ctx: Context, accountId: string): Promise<PersonMandateFacts[]> {
  const held = await personMandateStore.listOf(ctx, { accountId })
  return held
    .filter((mandate) => isInForce(mandate, ctx.today))
    .map(({ id, kind, principal, principalAccountId, scope, validTo }) => ({
      mandateId: id,
      kind,
      principal,
      scope,
      validTo,
      ...(principalAccountId !== undefined && { principalAccountId }),
    }))
}
