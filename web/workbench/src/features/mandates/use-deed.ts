import { useAct } from '../../shared/use-act.ts'
import { mandateMessages as say } from './messages.ts'

export const mandatesKey = ['mandates'] as const

/** One act at the window: afterwards everything on the page is read again. */
export function useDeed<Input>(act: (input: Input) => Promise<unknown>) {
  return useAct(act, { words: say.done, touched: [mandatesKey] })
}
