import { useAct } from '../../shared/use-act.ts'
import { substitutionMessages as say } from './messages.ts'

export const substitutionsKey = ['substitutions'] as const

/** One act on a substitution: afterwards everything on the page is read again. */
export function useDeed<Input>(act: (input: Input) => Promise<unknown>, words: string = say.done) {
  return useAct(act, { words, touched: [substitutionsKey] })
}
