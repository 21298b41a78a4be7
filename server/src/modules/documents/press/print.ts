import { todayIn } from '../../../kernel/index.ts'
import type { SheetBlock } from '../domain/sheet.ts'
import type { SheetRenderer } from './render-sheet.ts'

/** Something to read on paper, set as documents are. */
export interface Print {
  readonly title: string
  readonly author: string
  readonly at: Date
  readonly blocks: readonly SheetBlock[]
}

export async function typesetPrint(renderer: SheetRenderer, { at, ...print }: Print): Promise<Uint8Array> {
  const [year, month, day] = todayIn(at).split('-').map(Number) as [number, number, number]
  const { pdf } = await renderer.render({ ...print, page: 'letter', issuedAt: { year, month, day } })
  return pdf
}
