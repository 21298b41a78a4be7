import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'

const FOLDER = resolve(import.meta.dirname, '../../docs/generated/screens')

export const VIEWPORTS = { phone: { width: 360, height: 800 }, desktop: { width: 1440, height: 900 } } as const

const taken = new Set<string>()

/** With `SCREENS=1`: every page that a journey comes to, at both widths, the first time it is come to. */
export async function takeScreens(page: Page, name: string): Promise<void> {
  if (process.env['SCREENS'] !== '1' || taken.has(name)) return
  taken.add(name)
  mkdirSync(FOLDER, { recursive: true })
  const before = page.viewportSize()
  for (const [device, size] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(size)
    await page.screenshot({
      path: join(FOLDER, `${name}-${device}.png`),
      fullPage: true,
      scale: 'css',
      animations: 'disabled',
      caret: 'hide',
    })
  }
  if (before) await page.setViewportSize(before)
}
