import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import QRCode from 'qrcode'
import type { Sheet, SheetBlock } from '../domain/sheet.ts'
import { type Glyphs, loadGlyphs, MISSING } from './glyphs.ts'

/** Where the seal stands, in points from the top left corner; a signature's visible place is put there. */
export interface SealPlace {
  readonly page: number
  readonly x: number
  readonly y: number
  readonly size: number
}

export interface RenderedSheet {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly sealPlace: SealPlace | undefined
  /** Characters that no font draws; each is printed as 〓. */
  readonly missing: readonly string[]
}

/** The same pages to look at: one picture of outlines without any text, page under page. */
export interface DrawnSheet {
  readonly svg: string
  readonly pages: number
}

export interface Typesetter {
  render(sheet: Sheet): Promise<RenderedSheet>
  draw(sheet: Sheet): Promise<DrawnSheet>
}

/** Typst under one fixed layout. Fonts are read when the first sheet comes. */
export function createTypesetter(): Typesetter {
  let opened: Promise<Press> | undefined
  const press = () => (opened ??= openPress())
  return {
    render: async (sheet) => typeset(await press(), sheet),
    draw: async (sheet) => draw(await press(), sheet),
  }
}

/** Nothing lies in this folder: the layout and the sheet are given to the compiler in memory. */
const WORKSPACE = join(tmpdir(), 'yiwang-press')
const MAX_COMPILERS = 4
const CACHE_AGE = 8

interface Press {
  readonly glyphs: Glyphs
  readonly layout: string
  /** One compiler a set of rare fonts: fonts can't be added to a compiler that exists. */
  readonly compilers: Map<string, NodeCompiler>
}

async function openPress(): Promise<Press> {
  const [glyphs, layout] = await Promise.all([loadGlyphs(), readFile(new URL('./layout.typ', import.meta.url), 'utf8')])
  return { glyphs, layout, compilers: new Map() }
}

async function typeset(press: Press, sheet: Sheet): Promise<RenderedSheet> {
  const { compiler, document, missing } = await compile(press, sheet)
  const pdf = compiler.pdf(document, { pdfStandard: 'a-2b', pdfTags: true })
  const sealPlace = (compiler.query(document, { selector: '<seal-place>', field: 'value' }) as SealPlace[])[0]
  compiler.evictCache(CACHE_AGE)
  return { pdf, pages: document.numOfPages, sealPlace, missing }
}

async function draw(press: Press, sheet: Sheet): Promise<DrawnSheet> {
  const { compiler, document } = await compile(press, sheet)
  const svg = compiler.plainSvg(document)
  compiler.evictCache(CACHE_AGE)
  return { svg, pages: document.numOfPages }
}

interface Compiled {
  readonly compiler: NodeCompiler
  readonly document: NodeTypstDocument
  readonly missing: readonly string[]
}

async function compile(press: Press, sheet: Sheet): Promise<Compiled> {
  const clean = mapTexts(sheet, (text) => text.replace(UNPRINTABLE, '').replace(/[\u2028\u2029\t\v]/g, ' '))
  const { rare, missing } = await press.glyphs.prepare(allTexts(clean))
  const drawable = missing.length === 0 ? clean : mapTexts(clean, (text) => replaceAny(text, new Set(missing)))
  const blocks = await Promise.all(drawable.blocks.map(withQrCode))
  const compiler = await compilerFor(press, rare)
  compiler.mapShadow(join(WORKSPACE, 'sheet.json'), Buffer.from(JSON.stringify({ ...drawable, blocks })))
  const compiled = compiler.compile({ mainFileContent: press.layout })
  const document = compiled.result
  if (!document) {
    const problems: unknown = compiled.takeDiagnostics()?.shortDiagnostics
    throw new Error(`the layout refused “${sheet.title}”: ${JSON.stringify(problems)}`)
  }
  return { compiler, document, missing }
}

async function compilerFor(press: Press, rare: readonly string[]): Promise<NodeCompiler> {
  const key = rare.join()
  const found = press.compilers.get(key)
  if (found) return found
  const rareFonts = await Promise.all(rare.map((name) => press.glyphs.rareFont(name)))
  const compiler = NodeCompiler.create({
    workspace: WORKSPACE,
    fontArgs: [{ fontBlobs: [...press.glyphs.fonts, ...rareFonts] }],
  })
  const oldest = [...press.compilers.keys()].find((name) => name !== '')
  if (press.compilers.size >= MAX_COMPILERS && oldest !== undefined) press.compilers.delete(oldest)
  press.compilers.set(key, compiler)
  return compiler
}

/** Control, format, private and unassigned characters: PDF/A forbids some, and none says anything on paper. Line ends stay. */
const UNPRINTABLE = /(?![\n\t\v\u2028\u2029])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu

function allTexts(sheet: Sheet): string {
  const texts: string[] = []
  mapTexts(sheet, (text) => {
    texts.push(text)
    return text
  })
  return texts.join('').replaceAll('\n', '')
}

/** Every string of the sheet that is drawn. Kinds and the like pass through unharmed: they are plain ASCII. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? change(part) : part,
  ) as T
}

function replaceAny(text: string, missing: ReadonlySet<string>): string {
  return Array.from(text, (char) => (missing.has(char) ? MISSING : char)).join('')
}

async function withQrCode(block: SheetBlock): Promise<SheetBlock | (SheetBlock & { svg: string })> {
  if (block.kind !== 'qr') return block
  return { ...block, svg: await QRCode.toString(block.text, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 }) }
}
