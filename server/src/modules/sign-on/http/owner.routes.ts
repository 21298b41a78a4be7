import { route } from '../../../platform/http/index.ts'
import { answerRequest } from '../actions/answer-request.ts'
import { seeRequest } from '../actions/see-request.ts'
import { withdrawConsent } from '../actions/withdraw-consent.ts'
import * as contract from '../contract/index.ts'
import { listMyConsents } from '../queries/list-my-consents.ts'

export const ownerRoutes = [
  route(contract.GetSignOnRequest, { permit: 'public', records: true, run: seeRequest }),
  route(contract.AnswerSignOnRequest, { permit: 'signed-in', run: answerRequest }),
  route(contract.ListMyConsents, { permit: 'signed-in', run: listMyConsents }),
  route(contract.WithdrawConsent, { permit: 'signed-in', run: withdrawConsent }),
]
