import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../shared/api.ts'
import { blocksOf, type TemplateModel } from './template-model.ts'

/** Between two strokes of a key; a page takes the press about as long. */
const PAUSE_MS = 600

/** The page as the press sets it, a little after the last change; meanwhile the one before stays. */
export function usePreview(model: TemplateModel) {
  const asked = useSettled(model)
  const drawing = useQuery({
    queryKey: ['template-preview', asked.kind.kind, blocksOf(asked)],
    queryFn: ({ signal }) =>
      api.documents.previewTemplate({ kind: asked.kind.kind, blocks: blocksOf(asked) }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return { ...drawing, isBehind: asked !== model || drawing.isFetching }
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
