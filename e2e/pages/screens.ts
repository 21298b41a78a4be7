import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import UPNG from 'upng-js'

const FOLDER = resolve(import.meta.dirname, '../../docs/generated/screens')

export const VIEWPORTS = { phone: { width: 360, height: 800 }, desktop: { width: 1440, height: 900 } } as const

/** Pages have few colours; this many leave text as sharp and take a third of the room. */
const COLOURS = 128

const MOST_HEIGHT = 4_000

const taken = new Set<string>()

/** With `SCREENS=1`: every page that a journey comes to, at both widths, the first time it is come to. */
export async function takeScreens(page: Page, name: string): Promise<void> {
  if (process.env['SCREENS'] !== '1' || taken.has(name)) return
  taken.add(name)
  mkdirSync(FOLDER, { recursive: true })
  const before = page.viewportSize()
  for (const [device, size] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(size)
    // The desk scrolls within its frame: as much higher a screen shows all of it.
    const hidden = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('main')].map((one) => one.scrollHeight - one.clientHeight)),
    )
    if (hidden > 0) await page.setViewportSize({ ...size, height: Math.min(size.height + hidden, MOST_HEIGHT) })
    const picture = await page.screenshot({ fullPage: true, scale: 'css', animations: 'disabled', caret: 'hide' })
    writeFileSync(join(FOLDER, `${name}-${device}.png`), withFewColours(picture))
  }
  if (before) await page.setViewportSize(before)
}

function withFewColours(picture: Buffer): Buffer {
  const decoded = UPNG.decode(new Uint8Array(picture).buffer)
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(decoded), decoded.width, decoded.height, COLOURS))
}
