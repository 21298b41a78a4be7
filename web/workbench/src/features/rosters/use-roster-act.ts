import { useAct } from '../../shared/use-act.ts'

export const rosterKey = ['rosters'] as const

/** What an act on a list touches. */
export const TOUCHED = [rosterKey, ['inbox']]

export function useRosterAct<Input, Done>(
  act: (input: Input) => Promise<Done>,
  words: string,
  onDone?: (done: Done) => void,
) {
  return useAct(act, { words, touched: TOUCHED, onDone })
}
