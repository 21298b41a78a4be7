import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { decompress } from 'wawoff2'

const require = createRequire(import.meta.url)
const SERIF = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const RARE = dirname(require.resolve('hanamin/package.json'))

/** The character that stands for one that no font draws (GETA MARK, what printers set for missing type). */
export const MISSING = '〓'

export interface Glyphs {
  /** The fonts that every document is set in. */
  readonly fonts: readonly Buffer[]
  /** What can be set, and the further fonts that it needs. */
  prepare(text: string): Promise<{ rare: readonly string[]; missing: readonly string[] }>
  rareFont(name: string): Promise<Buffer>
}

/** Noto Serif SC, and HanaMin for the rare characters of real names: one block of 1024 characters is unpacked when it is met. */
export async function loadGlyphs(): Promise<Glyphs> {
  const fonts = await Promise.all([
    readFile(join(SERIF, '400Regular/NotoSerifSC_400Regular.ttf')),
    readFile(join(SERIF, '700Bold/NotoSerifSC_700Bold.ttf')),
  ])
  const drawn = coverageOf(fonts[0])
  const blocks = rareBlocks(await readFile(join(RARE, 'HanaMin.css'), 'utf8'))
  const unpacked = new Map<string, Promise<Buffer>>()
  const rareFont = (name: string): Promise<Buffer> => {
    const found = unpacked.get(name) ?? unpackFont(join(RARE, name))
    unpacked.set(name, found)
    return found
  }
  const prepare = async (text: string): Promise<{ rare: string[]; missing: string[] }> => {
    const rare = new Set<string>()
    const missing: string[] = []
    for (const char of new Set(text)) {
      const code = char.codePointAt(0)!
      if (drawn(code)) continue
      const name = await findRare(code)
      if (name) rare.add(name)
      else missing.push(char)
    }
    return { rare: [...rare].sort(), missing }
  }
  const findRare = async (code: number): Promise<string | undefined> => {
    const name = blocks.find((block) => code >= block.first && code <= block.last)?.name
    return name && coverageOf(await rareFont(name))(code) ? name : undefined
  }
  return { fonts, prepare, rareFont }
}

async function unpackFont(path: string): Promise<Buffer> {
  return Buffer.from(await decompress(await readFile(path)))
}

const RARE_BLOCK = /url\((HanaMin[AB]\.CJK-Unified-[\w-]+\.woff2)\)[^}]*?unicode-range:\s*U\+([0-9a-f]+)-([0-9a-f]+)/g

/** Only ideographs are taken from HanaMin: its other blocks would change the look of ordinary text. */
function rareBlocks(css: string): { name: string; first: number; last: number }[] {
  return [...css.matchAll(RARE_BLOCK)].map(([, name, first, last]) => ({
    name: name!,
    first: Number.parseInt(first!, 16),
    last: Number.parseInt(last!, 16),
  }))
}

const CMAP_FORMAT_4 = 4
const CMAP_FORMAT_12 = 12

/** The characters a font draws, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
function coverageOf(font: Buffer): (code: number) => boolean {
  const table = tableAt(font, 'cmap')
  const count = font.readUInt16BE(table + 2)
  const subtables = Array.from({ length: count }, (_, i) => table + font.readUInt32BE(table + 8 + 8 * i))
  const wide = subtables.find((at) => font.readUInt16BE(at) === CMAP_FORMAT_12)
  if (wide !== undefined) return within(wideRanges(font, wide))
  const narrow = subtables.find((at) => font.readUInt16BE(at) === CMAP_FORMAT_4)
  return narrow === undefined ? () => false : within(narrowRanges(font, narrow))
}

function tableAt(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4)
  for (let i = 0; i < count; i++) {
    const row = 12 + 16 * i
    if (font.toString('latin1', row, row + 4) === tag) return font.readUInt32BE(row + 8)
  }
  throw new Error(`font without ${tag} table`)
}

type Ranges = readonly (readonly [first: number, last: number])[]

function wideRanges(font: Buffer, at: number): Ranges {
  const groups = font.readUInt32BE(at + 12)
  return Array.from({ length: groups }, (_, i) => {
    const row = at + 16 + 12 * i
    return [font.readUInt32BE(row), font.readUInt32BE(row + 4)] as const
  })
}

function narrowRanges(font: Buffer, at: number): Ranges {
  const segments = font.readUInt16BE(at + 6) / 2
  return Array.from({ length: segments }, (_, i) => {
    const last = font.readUInt16BE(at + 14 + 2 * i)
    return [font.readUInt16BE(at + 16 + 2 * segments + 2 * i), last] as const
  }).filter(([first]) => first !== 0xffff)
}

function within(ranges: Ranges): (code: number) => boolean {
  return (code) => {
    let low = 0
    let high = ranges.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const [first, last] = ranges[middle]!
      if (code < first) high = middle - 1
      else if (code > last) low = middle + 1
      else return true
    }
    return false
  }
}
