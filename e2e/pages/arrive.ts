import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { takeScreens } from './screens.ts'

/** Standards that the portal's statement on accessibility names, and what the tool's makers recommend beside them. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface Arrival {
  /** What the page is called in the folder of screens. */
  readonly as: string
  readonly heading: string | RegExp
}

/** What passes is not listed element by element; nothing here lies in frames of other origins, so that no second page is needed. */
const VIOLATIONS_ALONE = { resultTypes: ['violations' as const] }

/** A page was come to: it says where one is, and nothing on it keeps anybody out. */
export async function arriveAt(page: Page, { as, heading }: Arrival): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  await lookAt(page, as)
}

/** Whether no worker of this run has looked at it: each state has a file of its own, which one alone can make. */
function isNew(state: string): boolean {
  const name = hash('sha256', state).slice(0, 32)
  try {
    writeFileSync(join(process.env['YIWANG_SEEN'] ?? '', name), '', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** What is on the screen now, looked at by axe once in each of its states, and kept as a picture when pictures are asked for. */
export async function lookAt(page: Page, as: string): Promise<void> {
  const state = `${as} ${await page.title()} ${page.viewportSize()?.width}`
  if (!isNew(state)) return
  await untilItStandsStill(page)
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options(VIOLATIONS_ALONE)
    .withTags(RULES)
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  expect(found, `axe on “${as}”`).toEqual([])
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(tooWide, `pixels of “${as}” beside the screen`).toBeLessThanOrEqual(0)
  await takeScreens(page, as)
}

/** A colour on its way to another one has no contrast worth judging. What never ends is not waited for. */
async function untilItStandsStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** The pages of the portal work before scripts run; whoever types must know that they do, or typing races them. */
export async function untilScriptsRun(page: Page): Promise<void> {
  await page.locator('html[data-scripts="run"]').waitFor({ state: 'attached' })
}
