import type { PowerType, ServiceItem } from '../../catalogue/contract/index.ts'

/** The templates of the two papers that a decision may be. */
interface DecisionPapers {
  readonly grant: string
  readonly deny: string
}

/** 行政许可决定书 (行政许可法 art. 38): of a licence alone. */
const OF_LICENCE: DecisionPapers = { grant: 'decision-grant', deny: 'decision-deny' }
/** 办理结果告知书: says what came of it, in the name of no law that does not govern it. */
const OF_RESULT: DecisionPapers = { grant: 'decision-result', deny: 'decision-result-deny' }

const BY_POWER: Readonly<Record<PowerType, DecisionPapers>> = {
  licensing: OF_LICENCE,
  penalty: OF_RESULT,
  compulsion: OF_RESULT,
  levy: OF_RESULT,
  benefit: OF_RESULT,
  inspection: OF_RESULT,
  confirmation: OF_RESULT,
  reward: OF_RESULT,
  adjudication: OF_RESULT,
  requisition: OF_RESULT,
  'other-power': OF_RESULT,
  'internal-approval': OF_RESULT,
  'public-service': OF_RESULT,
}

/**
 * 决定文书: the item's own; items that name none of their own name the licence's (the catalogue's default), which only a licence
 * may get: what else its power has then stands here.
 */
export function decisionPaper(
  { documents, powerType }: Pick<ServiceItem, 'documents' | 'powerType'>,
  granted: boolean,
): string {
  const which = granted ? 'grant' : 'deny'
  const named = documents[which]
  return named === OF_LICENCE[which] ? BY_POWER[powerType][which] : named
}

/** What the paper says was granted: the licence, the officer's answer, or the result as the item calls it. */
export function grantedContent(
  { name, powerType, result }: Pick<ServiceItem, 'name' | 'powerType' | 'result'>,
  answer: string | undefined,
): string {
  if (answer !== undefined) return answer
  return powerType === 'licensing' || result.name === '' ? `准予“${name}”` : result.name
}
