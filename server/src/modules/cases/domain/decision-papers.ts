/** As much of an item as its papers follow from. */
interface Deciding {
  readonly name: string
  readonly powerType: string
  readonly documents: DecisionPapers
  readonly result: { readonly name: string }
}

/** The templates of the two papers that a decision may be. */
interface DecisionPapers {
  readonly grant: string
  readonly deny: string
}

/** 行政许可决定书 (行政许可法 art. 38): of a licence alone. */
const OF_LICENCE: DecisionPapers = { grant: 'decision-grant', deny: 'decision-deny' }
/** 办理结果告知书: says what came of it, in the name of no law that does not govern it. */
const OF_RESULT: DecisionPapers = { grant: 'decision-result', deny: 'decision-result-deny' }

/** By kind of power; every other gets {@link OF_RESULT}. */
const BY_POWER: Readonly<Record<string, DecisionPapers>> = { licensing: OF_LICENCE }

/**
 * 决定文书: the item's own; items that name none of their own name the licence's (the catalogue's default), which only a licence
 * may get: what else its power has then stands here.
 */
export function decisionPaper(
  { documents, powerType }: Pick<Deciding, 'documents' | 'powerType'>,
  granted: boolean,
): string {
  const which = granted ? 'grant' : 'deny'
  const named = documents[which]
  return named === OF_LICENCE[which] ? (BY_POWER[powerType] ?? OF_RESULT)[which] : named
}

/** What the paper says was granted: the licence, the officer's answer, or the result as the item calls it. */
export function grantedContent(
  { name, powerType, result }: Pick<Deciding, 'name' | 'powerType' | 'result'>,
  answer: string | undefined,
): string {
  if (answer !== undefined) return answer
  return powerType === 'licensing' || result.name === '' ? `准予“${name}”` : result.name
}
