import { newPublicId, problem, splitPublicId } from '../../../kernel/index.ts'
import type { PackageView } from '../contract/index.ts'
import { personalDataProblems } from '../contract/index.ts'
import { PackageAsked } from '../contract/events.ts'
import { isBeingMade } from '../domain/package.ts'
import { ownAccountId } from '../queries/get-my-personal-data.ts'
import type { PersonalDataContext } from '../queries/personal-data-context.ts'
import { presentPackage } from '../queries/present-package.ts'
import * as packageStore from '../store/package-store.ts'
import { removePackage } from './remove-package.ts'

/** 申请副本 (个人信息保护法 art. 45): made by a job; one at a time, and the one before goes. */
export async function askPackage(ctx: PersonalDataContext): Promise<PackageView> {
  const accountId = ownAccountId(ctx)
  const standing = await packageStore.lockStanding(ctx.tx, accountId)
  if (standing.some((one) => isBeingMade(one, ctx.now))) throw problem(personalDataProblems['package-running'])
  for (const one of standing) await removePackage(ctx, one, 'replaced')
  const asked = { id: newPublicId(splitPublicId(accountId).jurisdiction), accountId, askedAt: ctx.now }
  await packageStore.insert(ctx.tx, asked)
  ctx.emit(PackageAsked.of({ packageId: asked.id, accountId }))
  return presentPackage({ ...asked, state: 'making', done: 0 })
}
