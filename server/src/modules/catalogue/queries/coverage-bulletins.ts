import { problem } from '../../../kernel/index.ts'
import type { BinaryFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type {
  CoverageBulletin,
  DownloadCoverageBulletin,
  GetCoverageBulletin,
  ListCoverageBulletins,
} from '../contract/coverage-bulletins.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import * as bulletinStore from '../store/bulletin-store.ts'
import type { BulletinHead, StoredBulletin } from '../store/bulletin-store.ts'
import { coverageFile } from './download-coverage.ts'
import type { CoverageAccount } from './download-coverage.ts'

type BulletinContext = Context & { readonly organizations: Pick<OrganizationsApi, 'divisionName' | 'staffNames'> }

const PAGE = 20

export async function listCoverageBulletins(
  ctx: BulletinContext,
  { page = 1 }: InputOf<typeof ListCoverageBulletins>,
): Promise<OutputOf<typeof ListCoverageBulletins>> {
  const { bulletins, total } = await bulletinStore.listBulletins(ctx.tx, {
    ...{ reach: reachOf(ctx), limit: PAGE, offset: (page - 1) * PAGE },
  })
  const rows = await Promise.all(bulletins.map(async (one) => ({ ...(await headOf(ctx, one)), total: one.total })))
  return { bulletins: rows, total, page, pageSize: PAGE }
}

export async function getCoverageBulletin(
  ctx: BulletinContext,
  { bulletinId, page = 1 }: InputOf<typeof GetCoverageBulletin>,
): Promise<CoverageBulletin> {
  const bulletin = await findBulletin(ctx, bulletinId)
  const { figures, gaps, gapCount } = accountOf(bulletin)
  const { words, digest } = bulletin
  return {
    ...(await headOf(ctx, bulletin)),
    ...{ words, digest, figures, gapCount },
    gaps: gaps.slice((page - 1) * PAGE, page * PAGE),
    ...{ page, pageSize: PAGE },
  }
}

export async function downloadCoverageBulletin(
  ctx: BulletinContext,
  { bulletinId }: InputOf<typeof DownloadCoverageBulletin>,
): Promise<BinaryFile> {
  return coverageFile(accountOf(await findBulletin(ctx, bulletinId)))
}

/** @throws catalogue/no-such-bulletin */
async function findBulletin(ctx: Context, bulletinId: string): Promise<StoredBulletin> {
  const bulletin = await bulletinStore.findBulletin(ctx.tx, bulletinId, reachOf(ctx))
  if (!bulletin) throw problem(catalogueProblems['no-such-bulletin'])
  return bulletin
}

function reachOf(ctx: Context) {
  return ctx.permit.reach(cataloguePermits.figures.name)
}

function accountOf({ account }: StoredBulletin): CoverageAccount {
  return JSON.parse(account) as CoverageAccount
}

async function headOf(ctx: BulletinContext, { bulletinId, title, day, division, issuedBy, issuedAt }: BulletinHead) {
  const names = await ctx.organizations.staffNames(ctx, [issuedBy])
  return {
    ...{ bulletinId, title, day },
    divisionName: await ctx.organizations.divisionName(ctx, division),
    issuedAt: issuedAt.toISOString(),
    issuedByName: names.get(issuedBy) ?? '',
  }
}
