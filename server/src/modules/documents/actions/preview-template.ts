import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { PreviewTemplate } from '../contract/manage-templates.ts'
import { checkTemplate } from '../domain/check-template.ts'
import { fillTemplate } from '../domain/fill-template.ts'
import { SAMPLE_DATA, SAMPLE_SEAL } from '../domain/sample-data.ts'
import type { Sheet } from '../domain/sheet.ts'
import type { Template, TemplateBlock } from '../contract/template.ts'
import type { SheetRenderer } from '../press/render-sheet.ts'
import { requireKind } from './publish-template.ts'

export type PreviewContext = Context & { readonly renderer: SheetRenderer }
type Previewed = OutputOf<typeof PreviewTemplate>

/** 看样张: the page as the press will set it, from sample values, and all that is wrong with the template. No connection waits. */
export async function drawPreview(
  { renderer }: Pick<PreviewContext, 'renderer'>,
  { kind, blocks }: InputOf<typeof PreviewTemplate>,
): Promise<Previewed> {
  const of = requireKind(kind)
  const { svg, pages } = await renderer.draw(sampleSheet(of, blocks))
  return { problems: checkTemplate(of, blocks), pages, svg }
}

/** Nothing of it is kept. */
export function showPreview(
  ctx: PreviewContext,
  _input: InputOf<typeof PreviewTemplate>,
  _file: unknown,
  _request: unknown,
  drawn: Previewed,
): Promise<Previewed> {
  ctx.nothingChanged()
  return Promise.resolve(drawn)
}

/** What is not written yet is left out: a code of nothing cannot be drawn. */
export function sampleSheet({ page, name }: Pick<Template, 'page' | 'name'>, blocks: readonly TemplateBlock[]): Sheet {
  return {
    title: name,
    author: String(SAMPLE_DATA.organizationName),
    page,
    issuedAt: { year: 2026, month: 11, day: 22 },
    blocks: fillTemplate(
      { blocks: blocks.filter((one) => one.kind !== 'qr' || one.text === '{verifyUrl}') },
      SAMPLE_DATA,
    ),
    seal: SAMPLE_SEAL,
  }
}
