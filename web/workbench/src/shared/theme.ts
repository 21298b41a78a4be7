export type Theme = 'light' | 'dark'

const storageKey = 'yiwang-desk-theme'

/** What the official chose on this machine, else what the machine itself prefers. */
export function preferredTheme(): Theme {
  const chosen = localStorage.getItem(storageKey)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

/** Takes what was chosen in hand; what it gives puts it back. */
export function heldTheme(): () => void {
  const chosen = localStorage.getItem(storageKey)
  return () => {
    if (chosen !== null) localStorage.setItem(storageKey, chosen)
  }
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme)
  applyTheme(theme)
}
