import type { Context } from '../../../platform/act/index.ts'
import type { NoticesApi } from '../../notices/index.ts'
import { cataloguePermits } from '../contract/permits.ts'
import * as itemStore from '../store/item-store.ts'
import * as layerStore from '../store/layer-store.ts'
import { latestVersion } from './draft-context.ts'

export type TellingContext = Context & { readonly notices: Pick<NoticesApi, 'tellHolders'> }

/** What was done to a base item, as its entry tells it. */
export interface BaseChange {
  readonly baseId: string
  readonly act: '暂停' | '恢复' | '取消'
  readonly effectiveOn: string
  readonly basis: string
  readonly documentNo?: string
  readonly runningCases?: string
}

/**
 * 告知采用部门: a base item that is suspended, resumed or abolished changes nothing below it by itself. Whoever keeps an item
 * that stands on it is told, and decides by the acts that there are.
 */
export async function tellAdopters(ctx: TellingContext, change: BaseChange): Promise<void> {
  const { baseId, act } = change
  const base = await itemStore.findItem(ctx.tx, baseId)
  if (base?.layer !== 'base') return
  const name = (await contentOf(ctx, baseId))?.name ?? ''
  for (const { itemId, division, organizationId, name: own } of await layerStore.listAdopting(ctx.tx, baseId))
    await ctx.notices.tellHolders(ctx, {
      permit: cataloguePermits.manage.name,
      division,
      organizationId,
      kind: 'base-item-changed',
      subject: itemId,
      title: `基本目录事项已${act}：${name}`,
      text: wordsOf(change, { name, own }),
    })
}

/** 收回, as its entry tells it. */
export interface TakenBack {
  readonly adjustmentId: string
  readonly itemId: string
  readonly organizationId: string
  readonly division: string
  readonly documentNo: string
  readonly effectiveOn: string
}

/** Who drafts for an organ is told when what was handed down to it is taken back. */
export async function tellOfTakeBack(ctx: TellingContext, taken: TakenBack): Promise<void> {
  const { adjustmentId, itemId, organizationId, division, documentNo, effectiveOn } = taken
  const { name = '', organizationName = '' } = (await contentOf(ctx, itemId)) ?? {}
  await ctx.notices.tellHolders(ctx, {
    permit: cataloguePermits.draft.name,
    division,
    organizationId,
    kind: 'item-taken-back',
    subject: adjustmentId,
    title: `下放的事项已收回：${name}`,
    text: `${organizationName}自 ${effectiveOn} 起收回“${name}”（${documentNo}）。本机关自那一天起不再接受申请，在办件按收回的决定办理。`,
  })
}

async function contentOf(ctx: Context, itemId: string) {
  const latest = await latestVersion(ctx, itemId)
  const found = latest && (await itemStore.findInVersion(ctx.tx, itemId, latest.version))
  return found?.version?.content
}

function wordsOf(change: BaseChange, { name, own }: { name: string; own: string }): string {
  const { act, effectiveOn, basis, documentNo, runningCases } = change
  const said = [
    `基本目录事项“${name}”自 ${effectiveOn} 起${act}，依据：${basis}${documentNo === undefined ? '' : `（${documentNo}）`}。`,
    ...(runningCases === undefined ? [] : [`在办件：${runningCases}。`]),
    `采用它的“${own}”不会随之${act}，请核对后办理。`,
  ]
  return said.join('')
}
