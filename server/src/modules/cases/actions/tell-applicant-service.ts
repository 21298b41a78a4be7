import type { FlowService } from '../../flows/index.ts'
import * as caseStore from '../store/case-store.ts'
import { tellApplicant } from './case-paper.ts'
import type { CasesDeps } from './cases-context.ts'

/** 告知申请人: a service task of an item's flow tells the applicant in the words of the drawing; without an account there is nobody to tell. */
export function tellApplicantService(deps: CasesDeps): FlowService {
  return {
    name: 'cases.tell-applicant',
    title: '告知申请人办理进度',
    takesText: true,
    run: async (ctx, { subject, name, text = '' }) => {
      const { aCase } = await caseStore.get(ctx.tx, subject)
      await tellApplicant({ ...ctx, ...deps }, aCase, { kind: 'case-progress', title: name || aCase.itemName, text })
      return {}
    },
  }
}
