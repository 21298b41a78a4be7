import type { RunAct } from '../../../platform/module/index.ts'
import { PackageMade } from '../contract/events.ts'
import { KEPT_DAYS } from '../domain/package.ts'
import type { Package } from '../domain/package.ts'
import { indexPage, pathsFor } from '../domain/package-contents.ts'
import { PACKAGE_FORMAT, PackageData } from '../domain/package-data.ts'
import { zipOf } from '../../../platform/zip/index.ts'
import type { ZipPart } from '../../../platform/zip/index.ts'
import { collectHoldings, subjectOf } from '../queries/collect-holdings.ts'
import type { Collected } from '../queries/collect-holdings.ts'
import { listReadings } from '../queries/list-readings.ts'
import type { PersonalDataContext, PersonalDataDeps } from '../queries/personal-data-context.ts'
import * as packageStore from '../store/package-store.ts'

const DAY_MS = 86_400_000
const MOST_READINGS = 100_000

/** 制作副本: outside any transaction, because it reads every file of a person. Made before, or not wanted any more: nothing happens. */
export async function makePackage(deps: PersonalDataDeps, act: RunAct, packageId: string): Promise<void> {
  const found = await act((ctx) => gather({ ...ctx, ...deps }, packageId))
  if (!found) return
  const staged = await deps.files.stage({
    stream: zipOf(partsOf(deps, act, found)),
    fileName: `${packageId}.zip`,
    purpose: 'personal-copy',
  })
  try {
    await act((ctx) => keep({ ...ctx, ...deps }, found, staged))
  } finally {
    await staged.blob.discard()
  }
}

interface Gathered {
  readonly asked: Package
  readonly data: PackageData
  /** Path in the archive by file. */
  readonly paths: ReadonlyMap<string, string>
  readonly at: Date
}

async function gather(ctx: PersonalDataContext, packageId: string): Promise<Gathered | undefined> {
  const asked = await packageStore.find(ctx.tx, packageId)
  if (asked?.state !== 'making') return undefined
  const { accountId } = asked
  const collected = await collectHoldings(ctx, await subjectOf(ctx, accountId))
  const files = collected.flatMap(({ things }) => things.flatMap((thing) => thing.files ?? []))
  const paths = pathsFor(files)
  const readings = await listReadings(ctx, { accountId, collected }, MOST_READINGS)
  const data: PackageData = {
    format: PACKAGE_FORMAT,
    from: ctx.publicUrl,
    madeAt: ctx.now.toISOString(),
    kinds: collected.map((one) => kindOf(one, paths)),
    readings: readings.newest,
  }
  return { asked, data, paths, at: ctx.now }
}

function kindOf({ holding, things }: Collected, paths: ReadonlyMap<string, string>): PackageData['kinds'][number] {
  const { name, title, purpose, basis, source, keptFor, withheld } = holding
  return {
    ...{ name, title, purpose, basis, source, keptFor },
    ...(withheld !== undefined && { withheld }),
    things: things.map(({ id, title: thing, at, facts, files = [], keptUntil }) => ({
      ...{ id, title: thing, facts: [...facts] },
      ...(at !== undefined && { at }),
      files: files.map(({ fileId, fileName }) => ({ fileName, path: paths.get(fileId) ?? '' })),
      ...(keptUntil && { keptUntil }),
    })),
  }
}

async function* partsOf(
  deps: PersonalDataDeps,
  act: RunAct,
  { asked, data, paths, at }: Gathered,
): AsyncGenerator<ZipPart> {
  const text = (name: string, content: string): ZipPart => ({ name, at, isPacked: false, content: oneChunk(content) })
  yield text('目录.html', indexPage(data))
  yield text('data.json', JSON.stringify(data, null, 2))
  yield text('data.schema.json', JSON.stringify(PackageData, null, 2))
  let done = 0
  for (const [fileId, name] of paths) {
    const content = await act((ctx) => deps.files.open(ctx, fileId))
    yield { name, at, isPacked: true, content }
    done += 1
    await act(async (ctx) => {
      // How far it is tells nothing that has to be proved.
      ctx.nothingChanged()
      await packageStore.setProgress(ctx.tx, asked.id, { done, total: paths.size })
    })
  }
}

async function keep(
  ctx: PersonalDataContext,
  { asked, data, paths }: Gathered,
  staged: Awaited<ReturnType<PersonalDataDeps['files']['stage']>>,
): Promise<void> {
  const { id: packageId, accountId } = asked
  // It is nobody's upload: it is reached by its package alone, which asks for a proof.
  const { id: fileId, sha256, bytes } = await ctx.files.store(ctx, staged, { jurisdiction: accountId.slice(0, 6) })
  const expiresAt = new Date(ctx.now.getTime() + KEPT_DAYS * DAY_MS)
  const made = { fileId, sha256, bytes, expiresAt, at: ctx.now, files: paths.size }
  const isFirst = await packageStore.setMade(ctx.tx, packageId, made)
  if (!isFirst) throw new Error(`package ${packageId} was made by another run or given up; this one is undone`)
  const things = data.kinds.reduce((sum, kind) => sum + kind.things.length, 0)
  ctx.emit(PackageMade.of({ packageId, accountId, sha256, bytes, things }))
  await ctx.notices.send(ctx, {
    accountId,
    kind: 'personal-data-package',
    title: '您的个人信息副本做好了',
    text: `请在${KEPT_DAYS}天内到“我的—个人信息”下载，到期自动删除。下载时要再验证一次身份。如果不是您申请的，请马上修改密码。`,
  })
}

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}
