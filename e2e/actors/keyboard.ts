import { createHmac } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

const MOST_STEPS = 60

/** Somebody who uses the keyboard alone, and counts at how many screens there was something to do or to read. */
export class KeyboardUser {
  readonly page: Page
  readonly #screens: string[] = []

  constructor(page: Page) {
    this.page = page
  }

  /** A screen was come to: it stands still, and says what it is. */
  async arrives(at: Locator): Promise<void> {
    await expect(at).toBeVisible()
    this.#screens.push((await at.innerText()).trim())
    const tooWide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(tooWide, 'pixels beside the screen').toBeLessThanOrEqual(0)
  }

  get screens(): readonly string[] {
    return this.#screens
  }

  /** By the tabulator, as far as it takes; what has the focus shows it. */
  async goesTo(target: Locator): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) break
      await this.page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }

  async types(into: Locator, text: string): Promise<void> {
    await this.goesTo(into)
    await this.page.keyboard.type(text)
  }

  async presses(button: Locator): Promise<void> {
    await this.goesTo(button)
    await this.page.keyboard.press('Enter')
  }
}

/** RFC 6238, as an authenticator app reckons it: SHA-1, six digits, thirty seconds. */
export function oneTimeCode(secret: string, at: Date): string {
  const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
