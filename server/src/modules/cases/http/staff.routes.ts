import { route } from '../../../platform/http/index.ts'
import { acceptCase } from '../actions/accept-case.ts'
import { archiveCase } from '../actions/archive-case.ts'
import { completeStep } from '../actions/complete-step.ts'
import { declineAcceptance } from '../actions/decline-acceptance.ts'
import { deliverCase } from '../actions/deliver-case.ts'
import { erasePersonalData } from '../actions/erase-personal-data.ts'
import { extendCase } from '../actions/extend-case.ts'
import { holdPersonalData } from '../actions/hold-personal-data.ts'
import { makeLicence } from '../actions/make-licence.ts'
import { receiveCase } from '../actions/receive-case.ts'
import { registerCase } from '../actions/register-case.ts'
import { requestCorrection } from '../actions/request-correction.ts'
import { resumeCase } from '../actions/resume-case.ts'
import { returnBeforeReceipt } from '../actions/return-before-receipt.ts'
import { startPreReview } from '../actions/start-pre-review.ts'
import { suspendCase } from '../actions/suspend-case.ts'
import { terminateCase } from '../actions/terminate-case.ts'
import * as contract from '../contract/index.ts'
import { countRunningCases } from '../queries/count-running-cases.ts'
import { listCases } from '../queries/list-cases.ts'
import { listErasableCases } from '../queries/list-erasable-cases.ts'
import { revealApplicant } from '../queries/reveal-applicant.ts'

export const staffRoutes = [
  route(contract.ListCases, { permit: 'cases.read', records: true, run: listCases }),
  route(contract.CountRunningCases, { permit: 'cases.countByItem', run: countRunningCases }),
  route(contract.ListErasableCases, { permit: 'cases.erase', run: listErasableCases }),
  route(contract.RevealApplicant, { permit: 'cases.reveal', run: revealApplicant }),
  route(contract.RegisterCase, { permit: 'cases.receive', run: registerCase }),
  route(contract.StartPreReview, { permit: 'cases.receive', run: startPreReview }),
  route(contract.ReturnBeforeReceipt, { permit: 'cases.receive', run: returnBeforeReceipt }),
  route(contract.ReceiveCase, { permit: 'cases.receive', run: receiveCase }),
  route(contract.RequestCorrection, { permit: 'cases.accept', run: requestCorrection }),
  route(contract.AcceptCase, { permit: 'cases.accept', run: acceptCase }),
  route(contract.DeclineAcceptance, { permit: 'cases.accept', run: declineAcceptance }),
  route(contract.TerminateCase, { permit: 'cases.accept', run: terminateCase }),
  // One route for the three steps: which of the three permits it takes, the open task says.
  route(contract.CompleteStep, { permit: 'cases.read', run: completeStep }),
  route(contract.SuspendCase, { permit: 'cases.suspend', run: suspendCase }),
  route(contract.ResumeCase, { permit: 'cases.suspend', run: resumeCase }),
  route(contract.ExtendCase, { permit: 'cases.extend', run: extendCase }),
  route(contract.MakeLicence, { permit: 'cases.make-licence', run: makeLicence }),
  route(contract.DeliverCase, { permit: 'cases.deliver', run: deliverCase }),
  route(contract.ArchiveCase, { permit: 'cases.archive', run: archiveCase }),
  route(contract.ErasePersonalData, { permit: 'cases.erase', run: erasePersonalData }),
  route(contract.HoldPersonalData, { permit: 'cases.erase', run: holdPersonalData }),
]
