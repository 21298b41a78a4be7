import canonicalize from 'canonicalize'
import type { Context } from '../../../platform/act/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { FlowProblem } from '../../flows/contract/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { RowNotes } from '../domain/import-row.ts'

/**
 * Whether an item's form gives what the conditions of its flow read. Lists of thousands share a flow and have no form,
 * so an answer is kept for the length of an import.
 */
export function flowChecker(
  ctx: Context & { readonly flows: Pick<FlowsApi, 'checkForm'> },
): (content: ItemContent, notes: RowNotes) => Promise<void> {
  const answers = new Map<string, FlowProblem[] | undefined>()
  return async ({ division, flow, form, specialProcedures }, notes) => {
    const procedures = specialProcedures.map(({ code }) => code)
    const asked = { jurisdiction: division.slice(0, 6), ...flow, schema: form.schema, procedures }
    const { definitionId: definition, version } = asked
    const key = canonicalize(asked) ?? ''
    if (!answers.has(key)) answers.set(key, await ctx.flows.checkForm(ctx, asked))
    const problems = answers.get(key)
    // A list from elsewhere may come before the flows do; nothing is accepted before they are there.
    if (!problems) notes.warn(`流程“${definition}”第 ${version} 版还没有发布，发布前不能受理`, 'flow')
    for (const { rule, message } of problems ?? []) {
      const sentence = `流程“${definition}”第 ${version} 版：${message}`
      // A flow may serve several items; what this one has not is never opened.
      if (rule === 'task-procedures') notes.warn(sentence, 'specialProcedures')
      else notes.refuse(sentence, 'form')
    }
  }
}
