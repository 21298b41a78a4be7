import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'
import { administrationMessages as say } from './messages.ts'

export const administrationKey = ['administration'] as const

/** One act of an administrator: afterwards everything on the page is read again. */
export function useDeed<Input, Output>(act: (input: Input) => Promise<Output>, words: string = say.done) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: administrationKey })
      tell(words)
    },
  })
}
