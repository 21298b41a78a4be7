import { NOWHERE, isWithinReach, problem, problems } from '../../kernel/index.ts'
import type { Actor, Reach, Reachable } from '../../kernel/index.ts'

export const permitProblems = problems('permit', {
  'sign-in-required': {
    status: 401,
    title: '请先登录',
    detail: '这一步需要登录。登录后会回到这里，您填写的内容不会丢失。',
  },
  'not-allowed': {
    status: 403,
    title: '您没有办理这件事的权限',
    detail: '您的岗位没有这项权限；如有需要，请联系系统管理员。',
  },
  'out-of-reach': { status: 404, title: '找不到您要的内容', detail: '它不存在，或者不在您的管辖范围内。' },
})

/** Who may do what, where: decided from the actor's grants alone, without a query. */
export interface PermitChecks {
  /** How far the permit reaches; nowhere when the actor has not got it. List queries take it as a required argument. */
  reach(permit: string): Reach
  allows(permit: string, row: Reachable): boolean
  /** @throws permit/not-allowed without the permit, permit/out-of-reach (404: it gives nothing away) for a row outside */
  require(permit: string, row: Reachable): void
}

export function permitChecks(actor: Actor): PermitChecks {
  const reach = (permit: string): Reach => actor.grants.get(permit) ?? NOWHERE
  return {
    reach,
    allows: (permit, row) => isWithinReach(row, reach(permit)),
    require: (permit, row) => {
      if (!actor.grants.has(permit)) throw problem(permitProblems['not-allowed'])
      if (!isWithinReach(row, reach(permit))) throw problem(permitProblems['out-of-reach'])
    },
  }
}
