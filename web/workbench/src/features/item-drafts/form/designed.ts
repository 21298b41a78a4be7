import { createContext, use } from 'react'
import type { FormModel } from './form-model.ts'

interface Design {
  readonly model: FormModel
  change(model: FormModel): void
}

const DesignContext = createContext<Design | undefined>(undefined)

/** The form that is being written, for its questions to see each other. */
export const Designed = DesignContext.Provider

export function useDesigned(): Design {
  const design = use(DesignContext)
  if (!design) throw new Error('a question is edited inside a form')
  return design
}
