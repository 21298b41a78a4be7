/**
 * 办理情形: which step in the life of a permit or registration an item is for. Of ten items about one licence, nine are for
 * those who have it; whoever does not say so wants it for the first time.
 */
export type Occasion = 'first' | 'change' | 'renewal' | 'replacement' | 'end'

interface Wording {
  readonly occasion: Exclude<Occasion, 'first'>
  /** Words of an item's name. */
  readonly named: RegExp
  /** What people say. */
  readonly asked: RegExp
}

/** The first that fits decides: 注销 stands in names beside 变更, and then says more. */
const WORDINGS: readonly Wording[] = [
  {
    occasion: 'end',
    named: /注销|歇业|停业|终止|解除|撤销|暂停|清算/u,
    asked: /注销|销户|不干了|不做了|不开了|关门|关店|倒闭|停业|歇业|退掉/u,
  },
  {
    occasion: 'replacement',
    named: /补办|补发|补领|补证|补换|遗失|挂失/u,
    asked: /丢|掉了|遗失|不见|找不到|弄坏|烂了|补办|补领|补个|挂失/u,
  },
  {
    occasion: 'renewal',
    named: /换发|换领|换证|延续|延期|到期|期满|续期|校验|再注册|年度审验/u,
    asked: /到期|过期|续|换证|换新|年审|年检/u,
  },
  {
    occasion: 'change',
    named: /变更|更名|更正|转移|迁移|转入|转出|过户|转让|恢复/u,
    asked: /变更|改|换|搬|转|过户|迁|错了/u,
  },
]

export function occasionOf(name: string): Occasion {
  return WORDINGS.find(({ named }) => named.test(name))?.occasion ?? 'first'
}

/** What a question speaks of; nothing is the first time. */
export function occasionsAsked(question: string): Occasion[] {
  return WORDINGS.filter(({ asked, named }) => asked.test(question) || named.test(question)).map(
    ({ occasion }) => occasion,
  )
}

/** The question without what only says the occasion, which few names say in the same words. */
export function withoutOccasion(question: string): string {
  return question.replace(
    /不干了|不做了|不开了|丢失了?|丢了|掉了|不见了|找不到了?|弄坏了|烂了|过期了?|到期了?|写?错了|忘了/gu,
    ' ',
  )
}
