import type { ItemContent } from '../contract/item.ts'

export type PaperPlace = keyof ItemContent['documents']

/** 文书: at which place of an item's handling which kinds of document may be issued. */
export const PAPER_PLACES: Readonly<Record<PaperPlace, { title: string; kinds: readonly string[] }>> = {
  receipt: { title: '收件凭证', kinds: ['receipt'] },
  correction: { title: '补正通知', kinds: ['correction-notice'] },
  acceptance: { title: '受理通知', kinds: ['acceptance-notice'] },
  grant: { title: '准予的决定', kinds: ['decision-grant', 'decision-result', 'decision-rights'] },
  deny: { title: '不予的决定', kinds: ['decision-deny', 'decision-result-deny', 'decision-rights-deny'] },
  suspension: { title: '特别程序告知', kinds: ['suspension-notice'] },
}

/** 行政许可决定书 (行政许可法 art. 38): of a licence alone. */
const OF_LICENCE = new Set(['decision-grant', 'decision-deny'])

/** Why an item may not name a template of this kind at a place, if so. */
export function kindFault(place: PaperPlace, kind: string, powerType: string): string | undefined {
  const { title, kinds } = PAPER_PLACES[place]
  if (!kinds.includes(kind)) return `它不是“${title}”这种文书的模板`
  return OF_LICENCE.has(kind) && powerType !== 'licensing' ? '行政许可决定书只用于行政许可' : undefined
}
