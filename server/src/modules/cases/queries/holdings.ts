import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import { eraseOnRequest } from '../actions/erase-on-request.ts'
import type { CasesContext, CasesDeps } from '../actions/cases-context.ts'
import { CASE_STATES } from '../contract/index.ts'
import { answerText } from '../domain/answer-text.ts'
import type { Question } from '../domain/answer-text.ts'
import { hasEnded, keepingOf } from '../domain/erasure.ts'
import type { StoredCase } from '../store/case-store.ts'
import { isOfPerson, listOfPerson } from '../store/person-store.ts'
import * as materialStore from '../store/material-store.ts'
import { openAnswers, openApplicant, openGaps, openWords } from '../store/sealed-case.ts'

/** 办件 keeps of people: what they applied for, what they said and handed in, and what came of it. */
export function holdings(deps: CasesDeps): readonly PersonalHolding[] {
  return [
    {
      name: 'cases/cases',
      title: '办件',
      purpose: '办理您申请的事项',
      basis: '个人信息保护法第十三条第一款第三项；行政许可法第三十一条、第三十四条',
      source: '您或者代您办事的人填写，窗口登记',
      keptFor: '受理的自办结起十年（机关文件材料归档范围和文书档案保管期限规定第七条）；没有受理的到起诉期限届满',
      tables: {
        'cases.cases': [
          'owner_id',
          'applicant_name',
          'applicant_name_blind',
          'applicant_code',
          'applicant_code_blind',
          'applicant_phone',
          'applicant_phone_blind',
          'agent_name',
          'answers',
          'correction',
          'outcome_words',
        ],
        'cases.material_files': ['file_name'],
      },
      erase: eraseOnRequest(deps),
      isOf: (ctx, thing, of) => isOfPerson(ctx, thing, of),
      list: (ctx, of) => listCases({ ...ctx, ...deps }, of),
    },
  ]
}

async function listCases(ctx: CasesContext, of: DataSubject): Promise<HeldThing[]> {
  const found: HeldThing[] = []
  for (const stored of await listOfPerson(ctx, of)) found.push(await present(ctx, stored, of))
  return found
}

async function present(ctx: CasesContext, stored: StoredCase, of: DataSubject): Promise<HeldThing> {
  const { aCase, sealed } = stored
  const shared = {
    id: aCase.id,
    title: `${aCase.itemName}${aCase.caseNo === undefined ? '' : `（${aCase.caseNo}）`}`,
    at: aCase.createdAt.toISOString(),
  }
  const standing = {
    状态: CASE_STATES[aCase.state],
    办理机关: aCase.organizationName,
    开始日期: dayOf(aCase.createdAt),
    办结日期: dayOf(aCase.closedAt),
    限制处理自: dayOf(aCase.restrictedAt),
  }
  if (aCase.erasedAt) return { ...shared, facts: factsOf({ ...standing, 个人信息删除日期: dayOf(aCase.erasedAt) }) }
  const applicant = openApplicant(ctx.vault, sealed)
  const words = openWords(ctx.vault, sealed)
  const gaps = openGaps(ctx.vault, sealed)
  const materials = await materialStore.list(ctx, aCase.id)
  const inCopyOnly = aCase.ownerId !== of.accountId
  const keeping = hasEnded(aCase) ? keepingOf(aCase) : undefined
  return {
    ...shared,
    facts: factsOf({
      ...standing,
      申请人: applicant.name,
      证件号码: applicant.code,
      联系电话: applicant.phone,
      经办人: applicant.agentName,
      ...(await answersOf(ctx, stored)),
      要求补正的: gaps.map(({ what }) => what).join('；'),
      决定的理由: words?.reason,
      决定的依据: words?.legalBasis,
      材料: materials.map(({ fileName }) => fileName).join('；'),
    }),
    ...(materials.length > 0 && { files: materials.map((one) => fileOf(one, inCopyOnly)) }),
    ...(keeping && { keptUntil: { on: keeping.until, basis: keeping.basis } }),
  }
}

function fileOf({ fileId, fileName }: materialStore.MaterialFile, inCopyOnly: boolean) {
  return { fileId, fileName, ...(inCopyOnly && { inCopyOnly }) }
}

/** Answers by the titles of their questions, as the form of the version asked them; apart from what the applicant's own lines are called. */
async function answersOf(ctx: CasesContext, { aCase, sealed }: StoredCase): Promise<Record<string, string>> {
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  const questions = (item.form.schema.properties ?? {}) as Record<string, Question & { title?: string }>
  return Object.fromEntries(
    Object.entries(openAnswers(ctx.vault, sealed)).map(([name, answer]) => [
      `填写：${questions[name]?.title ?? name}`,
      answerText(questions[name], answer),
    ]),
  )
}
