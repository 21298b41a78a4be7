import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Installation } from '../installation.ts'

const SAMPLE = new URL('../../data/demo/base-items/labour-dispatch.json', import.meta.url)

/** Who publishes base items (基本目录) above the county; they come as files, which the operator imports. */
export class Issuer {
  readonly #installation: Installation
  readonly #item: Record<string, unknown>
  readonly #versions: object[] = []

  constructor(installation: Installation) {
    this.#installation = installation
    const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { item: Record<string, unknown> }
    const unique = Date.now() % 1_000_000_000
    this.#item = {
      ...sample.item,
      id: `450000-${randomUUID()}`,
      name: `劳务派遣经营许可（${unique}）`,
      // 广西，行政许可，and eight digits that no other has.
      code: `4501${String(unique % 100_000_000).padStart(8, '0')}`,
    }
  }

  get name(): string {
    return String(this.#item['name'])
  }

  /** The next version, with what it changes. */
  async publishes(changes: object = {}): Promise<void> {
    this.#versions.push({ version: this.#versions.length + 1, effectiveOn: '2026-01-01', ...changes })
    const { code, output } = await this.#installation.importItems({
      format: 'yiwang-item/1',
      item: this.#item,
      versions: this.#versions,
    })
    expect(code, output).toBe(0)
    await this.#installation.drain()
  }
}
