import type { CaseStanding, SubmitCorrection } from '../contract/index.ts'
import * as caseLife from '../domain/case-life.ts'
import { standing } from '../domain/case.ts'
import * as materialStore from '../store/material-store.ts'
import { openAnswers, sealAnswers } from '../store/sealed-case.ts'
import { notifyDueOn, openNotifyLimit } from './case-limits.ts'
import { day, issuePaper, tellApplicant } from './case-paper.ts'
import { keep, momentOf, takeOwnCase } from './case-step.ts'
import { openStep } from './case-task.ts'
import type { CasesContext } from './cases-context.ts'
import { checkApplication, handedIn, requireAskedMaterials, requireValidAnswers } from './check-application.ts'
import { requireGoingOn } from './item-clause.ts'
import { listHandedIn } from './issue-receipt.ts'

/** 提交补正: checked like an application; received anew, acceptance due five workdays from today. The window may write it down. */
export async function submitCorrection(ctx: CasesContext, input: SubmitCorrection): Promise<CaseStanding> {
  const { aCase, sealed } = await takeOwnCase(ctx, input, () => true)
  await requireGoingOn(ctx, aCase)
  const isAtWindow = ctx.actor.kind === 'staff'
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  // Only whoever sits at the window can say that paper came.
  const onPaper = isAtWindow ? (input.paperMaterialIds ?? []) : []
  requireAskedMaterials(item, onPaper)
  const paperMaterialIds = [...new Set([...sealed.paper_material_ids, ...onPaper])]
  const answers = ctx.catalogue.askedAnswers(item, input.answers ?? openAnswers(ctx.vault, sealed))
  const files = await materialStore.list(ctx, aCase.id)
  // At the window somebody looks at what is there; what comes from afar is checked here.
  if (isAtWindow) requireValidAnswers(ctx, item, answers)
  else checkApplication(ctx, item, { answers, files, paperMaterialIds })
  const dueOn = await notifyDueOn(ctx, aCase)
  const said = { handedIn: handedIn(ctx, { answers, files }), notifyDueOn: dueOn }
  const step = caseLife.submitCorrection(aCase, momentOf(ctx), said)
  const changed = { answers: sealAnswers(ctx.vault, answers), paper_material_ids: paperMaterialIds }
  const next = await keep(ctx, step, { sealed: changed })
  await ctx.limits.close(ctx, { subject: aCase.id, kinds: ['correction'], on: ctx.today })
  const about = { aCase: next, sealed: { ...sealed, ...changed }, item }
  await openStep(ctx, about, 'accept', await openNotifyLimit(ctx, next))
  const data = { correctedOn: day(ctx.today), materials: await listHandedIn(ctx, about) }
  await issuePaper(ctx, about, { template: { id: 'correction-receipt' }, title: '补正材料接收凭证', data })
  await tellApplicant(ctx, next, {
    kind: 'correction-received',
    title: '补正材料已收到',
    text: `“${next.itemName}”的补正材料已收到，将在${day(dueOn)}前告知您是否受理。`,
  })
  return standing(next)
}
