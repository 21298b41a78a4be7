import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { SetNumberFormat } from '../contract/document.ts'
import { NumberFormatSet } from '../contract/events.ts'
import { documentsPermits } from '../contract/permits.ts'
import { documentsProblems } from '../contract/problems.ts'
import { isNumberFormat } from '../domain/document-number.ts'
import * as documentStore from '../store/document-store.ts'
import type { DocumentsContext } from './issue-document.ts'

/** 设定机关代字. Numbers given before stay as they are. */
export async function setNumberFormat(
  ctx: DocumentsContext,
  input: InputOf<typeof SetNumberFormat>,
): Promise<OutputOf<typeof SetNumberFormat>> {
  const organization = await ctx.organizations.getOrganization(ctx, input.organizationId)
  ctx.permit.require(documentsPermits.setNumberFormat.name, { ...organization, organizationId: organization.id })
  return keepNumberFormat(ctx, input)
}

/** The same for the seed: permits are not asked. Set to what it is already, nothing changes. */
export async function keepNumberFormat(
  ctx: Context,
  input: { organizationId: string; format: string },
): Promise<{ organizationId: string; format: string }> {
  if (!isNumberFormat(input.format)) {
    throw problem(documentsProblems['number-format'], { example: '{word}〔{year}〕{number}' })
  }
  if ((await documentStore.findNumberFormat(ctx.tx, input.organizationId)) === input.format) {
    ctx.nothingChanged()
    return input
  }
  await documentStore.saveNumberFormat(ctx.tx, input.organizationId, input.format)
  ctx.emit(NumberFormatSet.of(input))
  return input
}
