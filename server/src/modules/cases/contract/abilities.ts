import { Type } from 'typebox'

/** What the reader may do with this case now: computed from the transitions, the permits and the tasks. */
export const ABILITIES = [
  'updateDraft',
  'submit',
  'withdraw',
  'submitCorrection',
  'startPreReview',
  'returnBeforeReceipt',
  'receive',
  'requestCorrection',
  'accept',
  'declineAcceptance',
  'handle',
  'review',
  'approve',
  'suspend',
  'resume',
  'extend',
  'makeLicence',
  'carryOut',
  'deliver',
  'archive',
  'terminate',
  'reveal',
  'erase',
  'hold',
  'liftHold',
] as const
export type Ability = (typeof ABILITIES)[number]
export const Abilities = Type.Object(
  Object.fromEntries(ABILITIES.map((name) => [name, Type.Boolean()])) as Record<
    Ability,
    ReturnType<typeof Type.Boolean>
  >,
)
