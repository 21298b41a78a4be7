import { createHash } from 'node:crypto'
import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import type { IssueCoverageBulletin } from '../contract/coverage-bulletins.ts'
import { CoverageBulletinIssued } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type { CoverageContext } from '../queries/coverage.ts'
import { coverageToday } from '../queries/download-coverage.ts'
import * as bulletinStore from '../store/bulletin-store.ts'
import { actingStaff } from './draft-context.ts'

/** 发布通报: what is counted today within the reach of whoever issues it, kept as it is. */
export async function issueCoverageBulletin(
  ctx: CoverageContext,
  { title, words }: InputOf<typeof IssueCoverageBulletin>,
): Promise<OutputOf<typeof IssueCoverageBulletin>> {
  const issuedBy = actingStaff(ctx)
  const [area] = ctx.permit.reach(cataloguePermits.issueBulletin.name).areas
  if (!area) throw problem(permitProblems['not-allowed'])
  const division = area.lo
  const counted = await coverageToday(ctx, title)
  const account = JSON.stringify(counted)
  const digest = createHash('sha256').update(account).digest('hex')
  const bulletinId = newPublicId(division.slice(0, 6))
  await bulletinStore.insertBulletin(ctx.tx, {
    ...{ bulletinId, division, title, words, account, digest, issuedBy },
    total: counted.figures.total,
    ...{ day: ctx.today, issuedAt: ctx.now },
  })
  ctx.emit(CoverageBulletinIssued.of({ bulletinId, division, title, day: ctx.today, digest }))
  return { bulletinId }
}
