import { route } from '../../../platform/http/index.ts'
import { attachMaterial } from '../actions/attach-material.ts'
import type { StagedFile } from '../actions/attach-material.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import { createDraft } from '../actions/create-draft.ts'
import { removeMaterial } from '../actions/remove-material.ts'
import { submitCase } from '../actions/submit-case.ts'
import { submitCorrection } from '../actions/submit-correction.ts'
import { updateDraft } from '../actions/update-draft.ts'
import { withdrawCase } from '../actions/withdraw-case.ts'
import * as contract from '../contract/index.ts'
import { getCase } from '../queries/get-case.ts'
import { getLedgerReceipt } from '../queries/get-ledger-receipt.ts'
import { getItemUse, listMostUsedItems } from '../queries/item-use.ts'
import { listMandateCases, listMyCases } from '../queries/list-my-cases.ts'
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
  // The two that the window may write down for an applicant who came to the hall.
  route(contract.SubmitCorrection, { permit: 'signed-in', run: submitCorrection }),
  route(contract.WithdrawCase, { permit: 'signed-in', run: withdrawCase }),
  route(contract.ListMyCases, { permit: 'cases.apply', run: listMyCases }),
  route(contract.ListMandateCases, { permit: 'cases.apply', run: listMandateCases }),
  route(contract.GetCase, { permit: 'signed-in', records: true, run: getCase }),
  route(contract.GetLedgerReceipt, { permit: 'signed-in', records: true, perMinute: 30, run: getLedgerReceipt }),
  route(contract.GetItemUse, { permit: 'public', run: getItemUse }),
  route(contract.ListMostUsedItems, { permit: 'public', run: listMostUsedItems }),
  route(contract.LookUpCase, { permit: 'public', perMinute: 10, run: lookUpCase }),
]
