/**
 * 登录强度 in the words of OpenID Connect: one factor, two, or two words for how well the person is known (实名等级). An
 * application may ask for any of them by `acr_values`, the one it likes best first.
 */
export const ACR = {
  one: 'urn:yiwang:acr:1',
  two: 'urn:yiwang:acr:2',
  realName2: 'urn:yiwang:acr:real-name:2',
  realName3: 'urn:yiwang:acr:real-name:3',
} as const

export type Acr = (typeof ACR)[keyof typeof ACR]

/** What a sign-in is worth at this moment. */
export interface Strength {
  readonly isTwoFactor: boolean
  readonly realNameLevel: number
}

const LEVELS: Partial<Record<Acr, number>> = { [ACR.realName2]: 2, [ACR.realName3]: 3 }

/** What an application asked for, as far as it is known here. */
export function askedAcrs(values: readonly unknown[]): Acr[] {
  const known: readonly string[] = Object.values(ACR)
  return values.filter((value): value is Acr => typeof value === 'string' && known.includes(value))
}

/** The first of what was asked that the sign-in is worth; asked for nothing, how many factors it was. Undefined: more is needed. */
export function acrOf(asked: readonly Acr[], strength: Strength): Acr | undefined {
  if (asked.length === 0) return strength.isTwoFactor ? ACR.two : ACR.one
  return asked.find((acr) => isWorth(acr, strength))
}

/** What would make it enough: the first that was asked for. */
export function lackOf(asked: readonly Acr[]): { kind: 'factor' } | { kind: 'real-name'; level: number } {
  const level = asked[0] && LEVELS[asked[0]]
  return level === undefined ? { kind: 'factor' } : { kind: 'real-name', level }
}

function isWorth(acr: Acr, { isTwoFactor, realNameLevel }: Strength): boolean {
  if (acr === ACR.one) return true
  if (acr === ACR.two) return isTwoFactor
  return realNameLevel >= (LEVELS[acr] ?? Number.POSITIVE_INFINITY)
}
