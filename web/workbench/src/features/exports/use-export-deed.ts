import { useAct } from '../../shared/use-act.ts'

export const exportsKey = ['exports'] as const

/** One act on an export: afterwards the lists and the count in the head are read again. */
export function useExportDeed<Input, Done>(act: (input: Input) => Promise<Done>, words: string) {
  return useAct(act, { words, touched: [exportsKey] })
}
