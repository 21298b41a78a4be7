import { isCitizenId, isPhone, normalizeCitizenId } from '../../../kernel/citizen-id.ts'

export type SignInNameKind = 'login' | 'phone' | 'citizen-id'

/** What somebody typed as their name, as it is kept: without spaces; a citizen id with a capital X, a login in small letters. */
export function normalizeSignInName(text: string): string {
  const upper = normalizeCitizenId(text)
  return isCitizenId(upper) || isPhone(upper) ? upper : upper.toLowerCase()
}
