import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'

interface After<Done> {
  readonly words: string
  /** What is read again. */
  readonly touched: readonly QueryKey[]
  onDone?: ((done: Done) => void) | undefined
}

/** One act from a page: afterwards what it touched is read again, and it is told in words. */
export function useAct<Input, Done>(act: (input: Input) => Promise<Done>, { words, touched, onDone }: After<Done>) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async (done) => {
      tell(words)
      await Promise.all(touched.map((queryKey) => queries.invalidateQueries({ queryKey })))
      onDone?.(done)
    },
  })
}
