import { todayIn } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { VERIFY_CODE_PATTERN } from '../contract/document.ts'
import type { VerifyDocument } from '../contract/document.ts'
import { normalizeVerifyCode } from '../domain/document.ts'
import * as documentStore from '../store/document-store.ts'

const CODE = new RegExp(VERIFY_CODE_PATTERN)

/** 核验文书. Says that it was issued, by whom and when; nothing of its content and nobody's name. */
export async function verifyDocument(
  ctx: Context,
  input: InputOf<typeof VerifyDocument>,
): Promise<OutputOf<typeof VerifyDocument>> {
  const code = normalizeVerifyCode(input.code)
  const found = CODE.test(code) ? await documentStore.findByVerifyCode(ctx, code) : undefined
  if (!found) return { answer: 'unknown' }
  return {
    answer: 'issued',
    title: found.title,
    ...(found.documentNo !== undefined && { documentNo: found.documentNo }),
    organizationName: found.organizationName,
    issuedOn: todayIn(found.issuedAt),
    ...(found.rendered && { sha256: found.rendered.sha256 }),
  }
}
