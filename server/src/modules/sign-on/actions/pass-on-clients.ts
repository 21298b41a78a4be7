import type { Context } from '../../../platform/act/index.ts'
import { ClientHandedOver } from '../contract/events.ts'
import * as clientStore from '../store/client-store.ts'

/** 移交: 接入应用 that an official kept who has left are kept by another from now on. */
export async function passOnClients(ctx: Context, { from, to }: { from: string; to: string }): Promise<void> {
  for (const { id: clientId } of await clientStore.listKeptBy(ctx.tx, from)) {
    await clientStore.saveKeeper(ctx.tx, clientId, to)
    ctx.emit(ClientHandedOver.of({ clientId, from, to }))
  }
}
