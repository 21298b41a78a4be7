import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import { personalDataProblems } from '../contract/index.ts'
import type { DownloadPackage, TakePackage } from '../contract/index.ts'
import { PackageTaken } from '../contract/events.ts'
import { isThere } from '../domain/package.ts'
import type { Package } from '../domain/package.ts'
import { ownAccountId } from '../queries/get-my-personal-data.ts'
import type { PersonalDataContext } from '../queries/personal-data-context.ts'
import * as packageStore from '../store/package-store.ts'

/** 下载副本: everything of a person goes out at once, so whoever takes it has just shown who they are. */
export async function takePackage(
  ctx: PersonalDataContext,
  { packageId }: InputOf<typeof TakePackage>,
): Promise<OutputOf<typeof TakePackage>> {
  const { id, accountId } = await ownReady(ctx, packageId)
  ctx.permit.requireProof()
  ctx.emit(PackageTaken.of({ packageId: id, accountId }))
  return { href: `/api/my/personal-data/packages/${id}/content` }
}

export async function downloadPackage(
  ctx: PersonalDataContext,
  { packageId }: InputOf<typeof DownloadPackage>,
): Promise<BinaryFile> {
  const { made } = await ownReady(ctx, packageId)
  ctx.permit.requireProof()
  nameKeys(ctx.tx, [made.fileId])
  return {
    stream: await ctx.files.open(ctx, made.fileId),
    mediaType: 'application/zip',
    fileName: `个人信息副本-${ctx.today}.zip`,
    inline: false,
    bytes: made.bytes,
  }
}

/** @throws personal-data/package-unknown: of another, gone, or not there yet */
async function ownReady(
  ctx: PersonalDataContext,
  packageId: string,
): Promise<Package & { made: NonNullable<Package['made']> }> {
  const accountId = ownAccountId(ctx)
  const found = await packageStore.find(ctx.tx, packageId)
  if (found?.accountId !== accountId || !found.made || !isThere(found, ctx.now))
    throw problem(personalDataProblems['package-unknown'])
  return { ...found, made: found.made }
}
