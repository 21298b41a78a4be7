import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { SearchItems } from '../contract/search-items.ts'
import * as searchStore from '../store/search-store.ts'
import { questionOf } from '../store/segment-words.ts'

/** 查找事项. Every word first; when nothing holds them all, any of them. */
export async function searchItems(
  ctx: Context,
  input: InputOf<typeof SearchItems>,
): Promise<OutputOf<typeof SearchItems>> {
  const { q, page = 1, pageSize = 20, ...filters } = input
  const asked = q?.trim() ?? ''
  const question = asked === '' ? undefined : questionOf(asked)
  const scope = { filters, today: ctx.today, limit: pageSize, offset: (page - 1) * pageSize }
  const answer = { page, pageSize, words: [...new Set(question?.alternatives.flat() ?? [])] }
  if (!question) return { ...(await searchStore.list(ctx.tx, scope)), ...answer }
  const { phrase } = question
  const strict = await searchStore.search(ctx.tx, { ...scope, phrase, alternatives: question.alternatives })
  if (strict.total > 0 || question.words.length < 2) return { ...strict, ...answer }
  const loose = question.words.map((word) => [word])
  return { ...(await searchStore.search(ctx.tx, { ...scope, phrase, alternatives: loose })), ...answer }
}
