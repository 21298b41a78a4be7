import type { Context } from '../../../platform/act/index.ts'
import { MandateShown } from '../contract/events.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import { parties } from './give-mandate.ts'

/** 在其他应用中代办: the principal reads in the mandate's record where it was shown. A company's is recorded by sign-on alone. */
export async function noteMandateShown(
  ctx: Context,
  { mandateId, clientId }: { mandateId: string; clientId: string },
): Promise<void> {
  const mandate = await personMandateStore.find(ctx, mandateId)
  if (mandate) ctx.emit(MandateShown.of({ ...parties(mandate), clientId }))
}
