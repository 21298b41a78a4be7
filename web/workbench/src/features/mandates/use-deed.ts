import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'
import { mandateMessages as say } from './messages.ts'

export const mandatesKey = ['mandates'] as const

/** One act at the window: afterwards everything on the page is read again. */
export function useDeed<Input>(act: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: mandatesKey })
      tell(say.done)
    },
  })
}
