import type { CalendarDate } from '../../../kernel/index.ts'
import type { Offer } from './import-row.ts'

/** By what an import finds an item again. The 实施编码 is not it: real ones stand over several items and versions. */
export interface SourceKey {
  readonly jurisdiction: string
  readonly sourceSystem: string
  readonly sourceKey: string
}

export interface KnownItem extends SourceKey {
  readonly itemId: string
  /** Version → digest of its content (hex). */
  readonly digests: ReadonlyMap<number, string>
}

/** A row that was read and found to be an item, with the digest of its content. */
export interface Candidate {
  readonly row: number
  readonly label: string
  readonly offer: Offer
  readonly digest: string
}

export interface PlannedVersion {
  readonly candidate: Candidate
  readonly key: SourceKey
  /** Absent when the item is new to us. */
  readonly itemId?: string
  readonly version: number
  readonly effectiveOn: CalendarDate
}

export interface ImportPlan {
  readonly versions: readonly PlannedVersion[]
  readonly unchanged: number
  readonly refused: readonly { candidate: Candidate; reason: string }[]
}

export function keyOf(offer: Offer): SourceKey {
  return {
    jurisdiction: offer.content.division.slice(0, 6),
    sourceSystem: offer.sourceSystem,
    sourceKey: offer.sourceKey,
  }
}

export function keyText(key: SourceKey): string {
  return `${key.jurisdiction} ${key.sourceSystem} ${key.sourceKey}`
}

/** Decides row by row what is new, what changed and what we have already. A published version is never rewritten. */
export function planImport(
  candidates: readonly Candidate[],
  known: readonly KnownItem[],
  today: CalendarDate,
): ImportPlan {
  const items = new Map(known.map((item) => [keyText(item), item]))
  const seen = new Map<string, Map<number, Candidate>>()
  const versions: PlannedVersion[] = []
  const refused: { candidate: Candidate; reason: string }[] = []
  let unchanged = 0
  for (const candidate of candidates) {
    const key = keyOf(candidate.offer)
    const item = items.get(keyText(key))
    const inFile = seen.get(keyText(key)) ?? new Map<number, Candidate>()
    const outcome = decide(candidate, item, inFile)
    if (outcome === 'unchanged') unchanged += 1
    else if (typeof outcome === 'string') refused.push({ candidate, reason: outcome })
    else {
      inFile.set(outcome.version, candidate)
      seen.set(keyText(key), inFile)
      versions.push({
        candidate,
        key,
        ...(item && { itemId: item.itemId }),
        version: outcome.version,
        effectiveOn: candidate.offer.effectiveOn ?? today,
      })
    }
  }
  return { versions, unchanged, refused }
}

/** The number under which the row becomes a version, `unchanged`, or the reason why it is refused. */
function decide(
  candidate: Candidate,
  item: KnownItem | undefined,
  inFile: ReadonlyMap<number, Candidate>,
): { version: number } | string {
  const { offer, digest } = candidate
  if (offer.version === undefined) return decideUnnumbered(candidate, item, inFile)
  const twin = inFile.get(offer.version)
  if (twin) {
    return twin.digest === digest
      ? 'unchanged'
      : `与第 ${twin.row} 条是同一事项的同一版本（第 ${offer.version} 版），内容却不同`
  }
  const had = item?.digests.get(offer.version)
  if (had === undefined) return { version: offer.version }
  return had === digest ? 'unchanged' : `第 ${offer.version} 版已经发布而内容不同；已发布的版本不能改写，请用新的版本号`
}

function decideUnnumbered(
  candidate: Candidate,
  item: KnownItem | undefined,
  inFile: ReadonlyMap<number, Candidate>,
): { version: number } | string {
  const [twin] = inFile.values()
  if (twin) return twin.digest === candidate.digest ? 'unchanged' : `与第 ${twin.row} 条的编码相同，内容却不同`
  if (!item) return { version: 1 }
  const latest = Math.max(...item.digests.keys())
  return item.digests.get(latest) === candidate.digest ? 'unchanged' : { version: latest + 1 }
}
