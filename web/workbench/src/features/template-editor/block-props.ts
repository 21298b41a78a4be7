import type { TemplateBlock } from '@yiwang/server/contract/documents'
import type { TemplateField } from './template-model.ts'

export interface BlockProps<B extends TemplateBlock = TemplateBlock> {
  /** Unique on the page. */
  id: string
  block: B
  fields: readonly TemplateField[]
  onChange(block: TemplateBlock): void
}
