import { useAct } from '../../shared/use-act.ts'
import { administrationMessages as say } from './messages.ts'

export const administrationKey = ['administration'] as const

/** One act of an administrator: afterwards everything on the page is read again. */
export function useDeed<Input, Output>(act: (input: Input) => Promise<Output>, words: string = say.done) {
  return useAct(act, { words, touched: [administrationKey] })
}
