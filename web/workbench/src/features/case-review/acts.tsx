import type { Ability } from '@yiwang/server/contract/cases'
import type { ComponentType } from 'react'
import { AcceptCasePanel } from './accept-case-panel.tsx'
import type { ActProps } from './act-props.ts'
import { CarryOutPanel } from './carry-out-panel.tsx'
import { CompleteStepPanel } from './complete-step-panel.tsx'
import { DeclineAcceptancePanel } from './decline-acceptance-panel.tsx'
import { DeliverCasePanel } from './deliver-case-panel.tsx'
import { ErasePersonalDataPanel } from './erase-personal-data-panel.tsx'
import { ExtendCasePanel } from './extend-case-panel.tsx'
import {
  ArchiveCasePanel,
  HoldPanel,
  LiftHoldPanel,
  MakeLicencePanel,
  ResumeCasePanel,
  ReturnBeforeReceiptPanel,
  StartPreReviewPanel,
  TerminateCasePanel,
} from './plain-act-panels.tsx'
import { ReceiveCasePanel } from './receive-case-panel.tsx'
import { RequestCorrectionPanel } from './request-correction-panel.tsx'
import { SuspendCasePanel } from './suspend-case-panel.tsx'

export type DeskAbility = Exclude<Ability, 'updateDraft' | 'submit' | 'withdraw' | 'submitCorrection' | 'reveal'>

export interface Act {
  ability: DeskAbility
  /** the key that opens it */
  key: string
  look: 'main' | 'plain' | 'risk'
  Panel: ComponentType<ActProps>
}

/** What an official can do with a case, in the order in which it comes up. Whether it may be done the server says. */
export const acts: readonly Act[] = [
  { ability: 'startPreReview', key: 'p', look: 'plain', Panel: StartPreReviewPanel },
  { ability: 'receive', key: 'r', look: 'main', Panel: ReceiveCasePanel },
  { ability: 'returnBeforeReceipt', key: 'b', look: 'plain', Panel: ReturnBeforeReceiptPanel },
  { ability: 'accept', key: 'a', look: 'main', Panel: AcceptCasePanel },
  { ability: 'requestCorrection', key: 'c', look: 'plain', Panel: RequestCorrectionPanel },
  { ability: 'declineAcceptance', key: 'n', look: 'risk', Panel: DeclineAcceptancePanel },
  { ability: 'handle', key: 'h', look: 'main', Panel: (props) => <CompleteStepPanel {...props} step="handle" /> },
  { ability: 'review', key: 'v', look: 'main', Panel: (props) => <CompleteStepPanel {...props} step="review" /> },
  { ability: 'approve', key: 'd', look: 'main', Panel: (props) => <CompleteStepPanel {...props} step="approve" /> },
  { ability: 'resume', key: 'u', look: 'main', Panel: ResumeCasePanel },
  { ability: 'suspend', key: 's', look: 'plain', Panel: SuspendCasePanel },
  { ability: 'extend', key: 'e', look: 'plain', Panel: ExtendCasePanel },
  { ability: 'makeLicence', key: 'm', look: 'main', Panel: MakeLicencePanel },
  { ability: 'carryOut', key: 'y', look: 'main', Panel: CarryOutPanel },
  { ability: 'deliver', key: 'l', look: 'main', Panel: DeliverCasePanel },
  { ability: 'archive', key: 'g', look: 'plain', Panel: ArchiveCasePanel },
  { ability: 'hold', key: 'o', look: 'plain', Panel: HoldPanel },
  { ability: 'liftHold', key: 'i', look: 'plain', Panel: LiftHoldPanel },
  { ability: 'erase', key: 'x', look: 'risk', Panel: ErasePersonalDataPanel },
  { ability: 'terminate', key: 't', look: 'risk', Panel: TerminateCasePanel },
]
