import type { DraftContent, DraftFinding, DraftSection, SectionView } from '@yiwang/server/contract/catalogue'
import { isEqual, mergeSection } from './merge-section.ts'

/** How a section stands between the page and the server. */
export interface KeptSection {
  readonly content: DraftContent
  /** What the server has, as far as the page knows. */
  readonly base: DraftContent
  readonly version: number
  readonly state: 'kept' | 'typed' | 'saving' | 'clash' | 'failed'
  readonly savedAt?: string | undefined
  readonly error?: Error | undefined
  /** Somebody saved the section meanwhile: who, and the fields that both of us changed. */
  readonly other?:
    | { readonly name: string; readonly fields: readonly string[]; readonly content: DraftContent }
    | undefined
}

export interface KeeperDeps {
  save(input: { section: DraftSection; version: number; content: DraftContent }): Promise<{
    version: number
    savedAt: string
    findings: DraftFinding[]
  }>
  /** The section as the server has it now. */
  read(section: DraftSection): Promise<SectionView>
  isStale(error: unknown): boolean
  onFindings(findings: readonly DraftFinding[]): void
  /** How long after the last key it is saved, in milliseconds. */
  readonly delay: number
}

/**
 * Keeps what is typed in a draft: saves each section by itself a moment after the last key, and never drops a text. A section
 * that somebody else saved meanwhile is merged field by field; where both changed one field, the page asks.
 */
export class DraftKeeper {
  readonly #deps: KeeperDeps
  readonly #kept: Map<DraftSection, KeptSection>
  readonly #timers = new Map<DraftSection, ReturnType<typeof setTimeout>>()
  readonly #running = new Map<DraftSection, Promise<void>>()
  readonly #listeners = new Set<() => void>()

  constructor(sections: readonly SectionView[], deps: KeeperDeps) {
    this.#deps = deps
    this.#kept = new Map(sections.map((one) => [one.section, keptOf(one)]))
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get(section: DraftSection): KeptSection {
    return this.#kept.get(section)!
  }

  change(section: DraftSection, content: DraftContent): void {
    const isClash = this.get(section).state === 'clash'
    this.#set(section, { content, state: isClash ? 'clash' : 'typed' })
    if (!isClash) this.#later(section)
  }

  /** Saves at once what is not saved yet. */
  async flush(): Promise<void> {
    for (const section of this.#kept.keys()) await this.#save(section)
  }

  /** After a clash: mine or the other's, for the fields that both changed. */
  settle(section: DraftSection, whose: 'mine' | 'theirs'): void {
    const { base, content, other } = this.get(section)
    if (!other) return
    const merged = mergeSection({ base, mine: content, theirs: other.content })
    this.#set(section, { content: merged[whose], base: other.content, other: undefined, state: 'typed' })
    void this.#save(section)
  }

  hasUnsaved(): boolean {
    return [...this.#kept.values()].some(({ state }) => state !== 'kept')
  }

  #set(section: DraftSection, change: Partial<KeptSection>): void {
    this.#kept.set(section, { ...this.get(section), ...change })
    for (const listener of this.#listeners) listener()
  }

  #later(section: DraftSection): void {
    clearTimeout(this.#timers.get(section))
    this.#timers.set(
      section,
      setTimeout(() => void this.#save(section), this.#deps.delay),
    )
  }

  /** One at a time for each section: what is typed while it is on its way follows after it. */
  async #save(section: DraftSection): Promise<void> {
    clearTimeout(this.#timers.get(section))
    await this.#running.get(section)
    const { state, content, version } = this.get(section)
    if (state === 'kept' || state === 'clash') return
    const work = this.#send(section, { content, version }).finally(() => this.#running.delete(section))
    this.#running.set(section, work)
    await work
  }

  async #send(section: DraftSection, sent: { content: DraftContent; version: number }): Promise<void> {
    this.#set(section, { state: 'saving', error: undefined })
    try {
      const { version, savedAt, findings } = await this.#deps.save({ section, ...sent })
      const isNewer = !isEqual(this.get(section).content, sent.content)
      this.#set(section, { base: sent.content, version, savedAt, state: isNewer ? 'typed' : 'kept' })
      this.#deps.onFindings(findings)
      if (isNewer) this.#later(section)
    } catch (error) {
      if (this.#deps.isStale(error)) await this.#meet(section)
      else this.#set(section, { state: 'failed', error: error as Error })
    }
  }

  /** Somebody was quicker: what only one of us changed is kept from both, the rest the page asks about. */
  async #meet(section: DraftSection): Promise<void> {
    try {
      const theirs = await this.#deps.read(section)
      const { base, content } = this.get(section)
      const { mine, clashes } = mergeSection({ base, mine: content, theirs: theirs.content })
      const other = { name: theirs.editedByName ?? '', fields: clashes, content: theirs.content }
      const shared = { content: mine, version: theirs.version, other }
      // Until a clash is settled the base stays: it tells what both of us changed.
      if (clashes.length > 0) return this.#set(section, { ...shared, state: 'clash' })
      this.#set(section, { ...shared, base: theirs.content, state: 'typed' })
      this.#later(section)
    } catch (error) {
      this.#set(section, { state: 'failed', error: error as Error })
    }
  }
}

function keptOf({ content, version, editedAt }: SectionView): KeptSection {
  return { content, base: content, version, state: 'kept', savedAt: editedAt }
}
