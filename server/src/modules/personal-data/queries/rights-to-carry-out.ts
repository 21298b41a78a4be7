import type { InputOf } from '../../../kernel/index.ts'
import { nameKeys } from '../../../platform/db/index.ts'
import type { PersonalHolding } from '../../../platform/module/index.ts'
import type { RightRequest } from '../../cases/index.ts'
import type { GetRightToCarryOut, RightToCarryOut } from '../contract/index.ts'
import { subjectOf } from './collect-holdings.ts'
import type { PersonalDataContext } from './personal-data-context.ts'

/** What officials need to know of a request, before it is decided and when it is carried out. */
export async function getRightToCarryOut(
  ctx: PersonalDataContext,
  { caseId }: InputOf<typeof GetRightToCarryOut>,
): Promise<RightToCarryOut> {
  const request = await ctx.cases.rightsDesk.read(ctx, caseId)
  const { holding } = concernOf(ctx, request)
  const hindrance = await whyNotGranted(ctx, request)
  return {
    right: request.right,
    facts: Object.keys(holding?.correct ?? {}),
    ...(holding && { holdingTitle: holding.title }),
    ...(hindrance !== undefined && { hindrance }),
  }
}

/** What a request is about: a thing of the applicant's, or a kind as a whole. */
export interface Concerned {
  readonly holding: PersonalHolding
  readonly thing?: string
  readonly accountId: string
}

/** 哪一类、哪一件, as the application says; in words what is not the applicant's. */
export async function concernedBy(ctx: PersonalDataContext, request: RightRequest): Promise<Concerned | string> {
  const { holding, thing } = concernOf(ctx, request)
  const { ownerId } = request
  if (!holding) return '申请里没有写明涉及哪一类个人信息'
  if (ownerId === undefined) return '申请人没有账号，不能确定哪些信息是申请人的'
  nameKeys(ctx.tx, [ownerId])
  const isOwn = thing === undefined || !holding.isOf || (await holding.isOf(ctx, thing, await subjectOf(ctx, ownerId)))
  if (!isOwn) return '申请里的编号所指的不是申请人的信息'
  return { holding, accountId: ownerId, ...(thing !== undefined && { thing }) }
}

/** What stands against granting it; undefined where nothing does. */
export async function whyNotGranted(ctx: PersonalDataContext, request: RightRequest): Promise<string | undefined> {
  return HINDRANCES[request.right](ctx, request)
}

type Hindrance = (ctx: PersonalDataContext, request: RightRequest) => Promise<string | undefined>

const HINDRANCES: Readonly<Record<RightRequest['right'], Hindrance>> = {
  correct: async (ctx, request) => {
    const concerned = await concernedBy(ctx, request)
    return typeof concerned === 'string' ? concerned : undefined
  },
  delete: whyNotErased,
  explain: () => Promise.resolve(undefined),
  relatives: () => Promise.resolve('近亲属的请求还不能在系统里实施'),
}

async function whyNotErased(ctx: PersonalDataContext, request: RightRequest): Promise<string | undefined> {
  const concerned = await concernedBy(ctx, request)
  if (typeof concerned === 'string') return concerned
  const { holding, thing } = concerned
  if (!holding.erase) return `“${holding.title}”不能单独删除，保存期限是：${holding.keptFor}`
  if (thing === undefined) return '申请里没有写明是哪一件'
  return holding.erase.hindrance(ctx, { thing, caseId: request.caseId })
}

function concernOf(
  { holdings }: PersonalDataContext,
  { answers }: RightRequest,
): { holding?: PersonalHolding; thing?: string } {
  const { holding: name, thing } = answers
  const holding = holdings().find((one) => one.name === name)
  return { ...(holding && { holding }), ...(typeof thing === 'string' && thing !== '' && { thing }) }
}
