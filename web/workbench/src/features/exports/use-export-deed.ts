import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'

export const exportsKey = ['exports'] as const

/** One act on an export: afterwards the lists and the count in the head are read again. */
export function useExportDeed<Input, Done>(act: (input: Input) => Promise<Done>, words: string) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: exportsKey })
      tell(words)
    },
  })
}
