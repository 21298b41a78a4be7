import type { ItemGuide } from '@yiwang/server/contract/catalogue'

/** How the applicant may object: a refusal must say so (行政许可法 art. 38). */
export function remedyLines(item: ItemGuide): string[] {
  return [item.remedies.reconsideration, item.remedies.litigation].filter((line) => line !== undefined)
}
