import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'

export const rosterKey = ['rosters'] as const

/** One act on a list: afterwards what was read of it, and the inbox, is read again. */
export function useRosterAct<Input, Done>(
  act: (input: Input) => Promise<Done>,
  words: string,
  onDone?: (done: Done) => void,
) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async (done) => {
      tell(words)
      await Promise.all([rosterKey, ['inbox']].map((queryKey) => queries.invalidateQueries({ queryKey })))
      onDone?.(done)
    },
  })
}
