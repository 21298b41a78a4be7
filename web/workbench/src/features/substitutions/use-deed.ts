import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'
import { substitutionMessages as say } from './messages.ts'

export const substitutionsKey = ['substitutions'] as const

/** One act on a substitution: afterwards everything on the page is read again. */
export function useDeed<Input>(act: (input: Input) => Promise<unknown>, words: string = say.done) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: substitutionsKey })
      tell(words)
    },
  })
}
