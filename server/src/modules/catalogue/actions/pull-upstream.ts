import type { Context } from '../../../platform/act/index.ts'
import type { EntryJobHandler, RunAct } from '../../../platform/module/index.ts'
import { OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import { UpstreamPullRequested } from '../contract/events.ts'
import type { OpenChange } from '../contract/open-changes.ts'
import { ChangeUnfit, UpstreamUnfit, isSameChange } from '../domain/upstream.ts'
import type { Upstream } from '../domain/upstream.ts'
import * as upstreamStore from '../store/upstream-store.ts'
import type { ReadSoFar } from '../store/upstream-store.ts'
import { askUpstream } from './ask-upstream.ts'
import type { UpstreamDesk } from './ask-upstream.ts'
import type { CatalogueContext } from './import-catalogue.ts'
import type { FormFiles } from './keep-material-file.ts'
import { followState, takeVersion } from './take-change.ts'
import { discardForms, fetchForms, keepForms } from './take-forms.ts'

export interface UpstreamDeps {
  readonly upstreams: readonly Upstream[]
  readonly outgoing: OutgoingHttp
}

export type PullDeps = UpstreamDeps & Pick<CatalogueContext, 'organizations' | 'flows' | 'documents'> & FormFiles

/** Every few minutes, each of those that the operator named. */
export async function pullAll(deps: PullDeps, act: RunAct): Promise<void> {
  for (const upstream of deps.upstreams) await pullUpstream(deps, act, upstream)
}

/** And at once where somebody asks for it. */
export function pullRequested(deps: PullDeps): EntryJobHandler {
  return {
    name: 'catalogue/pull-requested',
    on: [UpstreamPullRequested],
    work: async ({ body }, act) => {
      const upstream = deps.upstreams.find(({ division }) => division === body.division)
      if (upstream) await pullUpstream(deps, act, upstream)
    },
  }
}

const LEASE_MS = 120_000
/** A run takes no more than this; the next one goes on. */
const MOST_PAGES = 50
const MOST_RETRIED = 50

interface Pull {
  readonly deps: PullDeps
  readonly act: RunAct
  readonly upstream: Upstream
  readonly desk: UpstreamDesk
}

/**
 * 拉取上级事项库: what changed since the position that is kept, one change a transaction together with the position. After an
 * outage it goes on where it was, and a change that is told again is known again by what it says.
 */
export async function pullUpstream(deps: PullDeps, act: RunAct, upstream: Upstream): Promise<void> {
  const begun = await act((ctx) => upstreamStore.takeLease(ctx.tx, upstream, { now: ctx.now, until: leaseOf(ctx) }))
  if (begun === undefined) return
  const pull = { deps, act, upstream, desk: askUpstream(deps.outgoing, upstream) }
  try {
    await retryFailed(pull)
    await readOn(pull, begun)
    await act((ctx) => upstreamStore.noteSuccess(ctx.tx, upstream, ctx.now))
  } catch (error) {
    const failure = failureOf(error)
    await act((ctx) => upstreamStore.noteFailure(ctx.tx, upstream, { at: ctx.now, failure: failure ?? '程序出错' }))
    if (failure === undefined) throw error
  }
}

function leaseOf({ now }: Context): Date {
  return new Date(now.getTime() + LEASE_MS)
}

/** What may go wrong out there, in words; everything else is a fault of ours. */
function failureOf(error: unknown): string | undefined {
  if (error instanceof UpstreamUnfit) return error.message
  if (error instanceof OutgoingRefused)
    return '设置里的上级平台地址不允许访问：内网地址要列入 OUTGOING_ALLOWED，生产环境只用 https'
  if (error instanceof OutgoingFailed) return `上级平台没有应答，请确认它的地址和网络（${error.message}）`.slice(0, 300)
  return undefined
}

/**
 * Each page begins with the change that was read last: if it is no longer there, the record above was set back or written
 * anew (a restored backup), and is read again from the beginning, once.
 */
async function readOn(pull: Pull, begun: ReadSoFar): Promise<void> {
  let read = begun
  let isAnew = false
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { last } = read
    const page = await pull.desk.changes(last === undefined ? read.position : last.position - 1)
    const [first] = page.changes
    if (last !== undefined && (first === undefined || !isSameChange(first, last))) {
      if (isAnew) throw new UpstreamUnfit('上级平台的变更记录前后不一致，请与上级平台核对')
      isAnew = true
      await pull.act((ctx) => upstreamStore.startAnew(ctx.tx, pull.upstream, ctx.now))
      read = { position: -1 }
      continue
    }
    for (const change of last === undefined ? page.changes : page.changes.slice(1)) {
      if (!(await dealWith(pull, change, read.position))) return
      read = { position: change.position, last: change }
    }
    if (!page.hasMore) return
  }
}

/** Takes a change, or keeps it with the reason why not; either way the next one is not held up. @returns false when another pull was faster */
async function dealWith(pull: Pull, change: OpenChange, from: number): Promise<boolean> {
  const moveOn = async (ctx: Context) => {
    const isOurs = await upstreamStore.moveOn(ctx.tx, pull.upstream, { from, change, until: leaseOf(ctx) })
    if (!isOurs) throw new PulledMeanwhile()
  }
  try {
    await taken(pull, change, moveOn)
    return true
  } catch (error) {
    if (error instanceof PulledMeanwhile) return false
    if (!(error instanceof ChangeUnfit)) throw error
    await pull.act(async (ctx) => {
      await moveOn(ctx)
      await upstreamStore.keepFailed(ctx.tx, pull.upstream, { change, reason: error.message, at: ctx.now })
    })
    return true
  }
}

class PulledMeanwhile extends Error {
  override readonly name = 'PulledMeanwhile'
}

/** @throws ChangeUnfit */
async function taken(pull: Pull, change: OpenChange, also: (ctx: Context) => Promise<void>): Promise<void> {
  const { act, deps, upstream, desk } = pull
  const isOthers = change.division !== upstream.division
  const file = isOthers || change.change !== 'published' ? undefined : await desk.file(change)
  const forms = file ? await fetchForms({ ...deps, act, desk }, file) : []
  try {
    await act(async (ctx) => {
      await also(ctx)
      if (isOthers) return
      await keepForms({ ...ctx, ...deps }, upstream.division, forms)
      if (file) await takeVersion({ ...ctx, ...deps }, upstream, file)
      else await followState({ ...ctx, ...deps }, upstream, change)
    })
  } catch (error) {
    await discardForms(forms)
    throw error
  }
}

/** What could not be taken may be taken now: the fault was mended above, or this program knows more than it did. */
async function retryFailed(pull: Pull): Promise<void> {
  const { act, upstream } = pull
  const { failed } = await act((ctx) => upstreamStore.listFailed(ctx.tx, upstream, MOST_RETRIED))
  for (const { change } of failed) {
    try {
      await taken(pull, change, (ctx) => upstreamStore.forgetFailed(ctx.tx, upstream, change.position))
    } catch (error) {
      if (!(error instanceof ChangeUnfit)) throw error
      const { message: reason } = error
      await act((ctx) => upstreamStore.keepFailed(ctx.tx, upstream, { change, reason, at: ctx.now }))
    }
  }
}
