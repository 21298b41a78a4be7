import { NOWHERE, isWithinReach, problem, problems, standInFor } from '../../kernel/index.ts'
import type { Actor, Reach, Reachable, StandIn } from '../../kernel/index.ts'

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
  'proof-needed': {
    status: 403,
    title: '请再次验证身份',
    detail: '这一步要签署、用印或者改变权限，需要您在{minutes}分钟内验证过身份。验证后会接着办理，填写的内容不会丢失。',
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
  /**
   * Says that the whole of this act is done in another's stead: by whoever knows which post it rests on. What {@link require}
   * finds reached by a substitution alone says it too.
   */
  actInStead(standIn: StandIn): void
  /**
   * For what signs, seals or gives power: the person has proved who they are within the last minutes. Who acts without a
   * session (the system, an operator at the machine) has nobody to ask.
   * @throws permit/proof-needed
   */
  requireProof(): void
}

/** 等保三级 names no number of minutes; ours, and an operator may set another. */
export const PROOF_MINUTES = 5

export function permitChecks(
  actor: Actor,
  proof = { now: new Date(), minutes: PROOF_MINUTES },
  note: (standIn: StandIn, isCertain: boolean) => void = () => undefined,
): PermitChecks {
  const reach = (permit: string): Reach => actor.grants.get(permit) ?? NOWHERE
  return {
    reach,
    allows: (permit, row) => isWithinReach(row, reach(permit)),
    require: (permit, row) => {
      if (!actor.grants.has(permit)) throw problem(permitProblems['not-allowed'])
      if (!isWithinReach(row, reach(permit))) throw problem(permitProblems['out-of-reach'])
      const standIn = standInFor(row, reach(permit))
      if (standIn) note(standIn, false)
    },
    actInStead: (standIn) => note(standIn, true),
    requireProof: () => {
      if (actor.sessionId === undefined) return
      const { now, minutes } = proof
      const at = actor.authentication?.at.getTime() ?? Number.NEGATIVE_INFINITY
      if (now.getTime() - at > minutes * 60_000) throw problem(permitProblems['proof-needed'], { minutes })
    },
  }
}
