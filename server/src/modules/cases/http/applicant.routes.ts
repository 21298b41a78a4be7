import { route } from '../../../platform/http/index.ts'
import { attachMaterial, removeMaterial } from '../actions/attach-material.ts'
import type { StagedFile } from '../actions/attach-material.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import { createDraft } from '../actions/create-draft.ts'
import { submitCase } from '../actions/submit-case.ts'
import { submitCorrectionOf } from '../actions/submit-correction.ts'
import { updateDraft } from '../actions/update-draft.ts'
import { withdrawCase } from '../actions/withdraw-case.ts'
import * as contract from '../contract/index.ts'
import { getCaseView } from '../queries/get-case.ts'
import { listMyCases } from '../queries/list-cases.ts'
import { lookUpCase } from '../queries/look-up-case.ts'

export const applicantRoutes = [
  route(contract.CreateDraft, { permit: 'cases.apply', run: createDraft }),
  route(contract.UpdateDraft, { permit: 'cases.apply', run: updateDraft }),
  route<typeof contract.AttachMaterial, CasesContext, StagedFile>(contract.AttachMaterial, {
    permit: 'signed-in',
    prepare: (work, _input, _request, file) => work.files.stage({ ...file, purpose: 'case-material' }),
    run: (ctx, input, _file, _request, staged) => attachMaterial(ctx, input, staged),
  }),
  route(contract.RemoveMaterial, { permit: 'cases.apply', run: removeMaterial }),
  route(contract.SubmitCase, { permit: 'cases.apply', run: submitCase }),
  route(contract.SubmitCorrection, { permit: 'cases.apply', run: submitCorrectionOf }),
  route(contract.WithdrawCase, { permit: 'cases.apply', run: withdrawCase }),
  route(contract.ListMyCases, { permit: 'cases.apply', run: listMyCases }),
  route(contract.GetCase, { permit: 'signed-in', records: true, run: getCaseView }),
  route(contract.LookUpCase, { permit: 'public', perMinute: 10, run: lookUpCase }),
]
