const name = 'yiwang-senior'

export function hasSeniorCookie(header: string | null): boolean {
  return new RegExp(`(?:^|;\\s*)${name}=on(?:;|$)`).test(header ?? '')
}

/** Kept for a year; holds nothing about the person. */
export function seniorCookie(isOn: boolean): string {
  const life = isOn ? 365 * 24 * 3600 : 0
  return `${name}=${isOn ? 'on' : ''}; Path=/; Max-Age=${life}; SameSite=Lax; HttpOnly`
}
