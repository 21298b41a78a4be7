import { ConfigProvider, theme as antd } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { keepTheme, preferredTheme, type Theme } from '../shared/theme.ts'

interface Look {
  theme: Theme
  toggle(): void
}

const LookContext = createContext<Look>({ theme: 'light', toggle: () => undefined })

/** Ant Design takes our tokens, and the page's nonce for the styles that it writes at run time. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(preferredTheme)
  const look = useMemo<Look>(
    () => ({
      theme,
      toggle() {
        const next = theme === 'light' ? 'dark' : 'light'
        keepTheme(next)
        setTheme(next)
      },
    }),
    [theme],
  )
  const tokens = useMemo(
    () => ({
      algorithm: theme === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
      token: { ...readTokens(theme), borderRadius: 6, fontSize: 14, controlHeight: 32, motion: false },
    }),
    [theme],
  )
  return (
    <ConfigProvider locale={zhCN} theme={tokens} csp={{ nonce: pageNonce() }}>
      <LookContext value={look}>{children}</LookContext>
    </ConfigProvider>
  )
}

export function useLook(): Look {
  return useContext(LookContext)
}

/** The one list of colours is the design system's; it is read from the page, so that a site's own colours count. */
function readTokens(theme: Theme) {
  document.documentElement.dataset['theme'] = theme
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    colorPrimary: colour('--lake'),
    colorError: colour('--seal'),
    colorText: colour('--ink'),
    colorTextSecondary: colour('--ink-soft'),
    colorTextPlaceholder: colour('--ink-soft'),
    colorBgContainer: colour('--paper'),
    colorBgElevated: colour('--paper'),
    colorBgLayout: colour('--ground'),
    colorBorder: colour('--edge'),
    colorBorderSecondary: colour('--line'),
    fontFamily: colour('--font-text'),
  }
}

function pageNonce(): string {
  return document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
}
