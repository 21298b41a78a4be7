import { describe, expect, it } from 'vitest'
import { zipOf } from '../zip/index.ts'
import type { ZipPart } from '../zip/index.ts'
import { NotAWorkbook, readWorkbook } from './read-workbook.ts'
import { writeWorkbook } from './write-workbook.ts'

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function archive(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  async function* each(): AsyncGenerator<ZipPart> {
    for (const [name, content] of Object.entries(parts))
      yield { name, at: new Date(2026, 0, 1), isPacked: false, content: once(content) }
  }
  return bytesOf(zipOf(each()))
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook as another program writes it: prefixes, shared texts, styles, an absolute address of the sheet. */
function foreign(rows: string, more: { merged?: string; epoch?: string } = {}): Promise<Buffer> {
  const merged = more.merged === undefined ? '' : `<x:mergeCells><x:mergeCell ref="${more.merged}"/></x:mergeCells>`
  return archive({
    'xl/workbook.xml': `<?xml version="1.0"?><x:workbook xmlns:x="${MAIN}" xmlns:rel="${LINKS}"><x:workbookPr date1904="${more.epoch ?? '0'}"/><x:sheets><x:sheet name="甲 &amp; 乙" sheetId="1" rel:id="rId9"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="t" Target="/xl/worksheets/one.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.0&quot;d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="31"/><xf numFmtId="177"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}"><si><t>养蜂</t></si><si><r><t>灵</t></r><r><rPr><b/></rPr><t>山</t></r><rPh sb="0" eb="1"><t>líng</t></rPh></si><si><t> 两头有空格_x000D_
</t></si></sst>`,
    'xl/worksheets/one.xml': `<x:worksheet xmlns:x="${MAIN}"><x:sheetData>${rows}</x:sheetData>${merged}</x:worksheet>`,
  })
}

async function cellsOf(rows: string, more: { merged?: string; epoch?: string } = {}): Promise<Record<string, string>> {
  const [sheet] = readWorkbook(await foreign(rows, more))
  return Object.fromEntries(
    sheet!.rows.flatMap(({ number, cells }) => [...cells].map(([column, { text }]) => [`${number}/${column}`, text])),
  )
}

describe('a workbook of another program', () => {
  it('is read by its texts, wherever they are kept', async () => {
    const cells = await cellsOf(
      '<x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c r="AB3" t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>内 &#x7075;</x:t></x:is></x:c></x:row><x:row><x:c t="s"><x:v>2</x:v></x:c></x:row>',
    )
    expect(cells).toEqual({ '3/1': '养蜂', '3/28': '灵山', '3/29': '内 灵', '4/1': '两头有空格' })
  })

  it('shows days as days and numbers as numbers, and works out no formula', async () => {
    const cells = await cellsOf(
      '<x:row r="1"><x:c s="1"><x:v>46023</x:v></x:c><x:c s="2"><x:v>46023.75</x:v></x:c><x:c s="3"><x:v>46023</x:v></x:c><x:c><x:v>0.30000000000000004</x:v></x:c><x:c><x:f>SUM(A1:B1)</x:f><x:v>12</x:v></x:c><x:c t="str"><x:f>HYPERLINK("x")</x:f><x:v>看这里</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c></x:row>',
    )
    expect(cells).toEqual({
      ...{
        '1/1': '2026-01-01',
        '1/2': '2026-01-01',
        '1/3': '46023',
        '1/4': '0.3',
        '1/5': '12',
        '1/6': '看这里',
        '1/7': '是',
      },
    })
    expect(await cellsOf('<x:row r="1"><x:c s="1"><x:v>44561</x:v></x:c></x:row>', { epoch: '1' })).toEqual({
      '1/1': '2026-01-01',
    })
  })

  it('gives what is merged over rows to each of them', async () => {
    const cells = await cellsOf(
      '<x:row r="1"><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row>',
      { merged: 'A1:A3' },
    )
    expect(cells).toEqual({ '1/1': '养蜂', '2/1': '养蜂', '2/2': '7', '3/1': '养蜂' })
  })
})

function reasonOf(bytes: Buffer): string {
  try {
    readWorkbook(bytes)
  } catch (error) {
    if (error instanceof NotAWorkbook) return error.reason
    throw error
  }
  return 'none'
}

describe('what is no workbook', () => {
  it('is refused with what it is', async () => {
    expect(reasonOf(Buffer.from('name,code\n'))).toBe('not-xlsx')
    expect(reasonOf(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'))).toBe('old-xls')
    const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])
    expect(reasonOf(locked)).toBe('encrypted')
    expect(reasonOf(await archive({ 'word/document.xml': '<w/>' }))).toBe('not-xlsx')
    expect(reasonOf((await foreign('')).subarray(0, 300))).toBe('broken')
    expect(reasonOf(await archive({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }))).toBe('broken')
  })

  it('is refused when more is inside than a table ever holds, whatever it says of its size', async () => {
    const grown = await foreign(' '.repeat(66 * 1_048_576))
    expect(grown.length).toBeLessThan(1_048_576)
    expect(reasonOf(grown)).toBe('too-much-inside')
    const merged = await foreign('<x:row r="1"><x:c t="s"><x:v>0</x:v></x:c></x:row>', { merged: 'A1:A9999999' })
    expect(reasonOf(merged)).toBe('too-much-inside')
  }, 60_000)
})

describe('a workbook of ours', () => {
  it('comes back as it was written, with its lists to choose from in a hidden sheet', async () => {
    const bytes = await bytesOf(
      writeWorkbook([
        {
          name: '办/理:表',
          above: [{ text: '标题', look: 'title' }],
          columns: [
            { title: '名称', isRequired: true, hint: '最多 10 字 <&>' },
            { title: '类型', choices: ['行政许可', '行政处罚'] },
          ],
          rows: [
            ['=1+1', '行政许可'],
            ['_x0041_\n二', 3],
            [undefined, 'x'],
          ],
          blankRows: 10,
        },
      ]),
    )
    const [sheet, options] = readWorkbook(bytes)
    expect([sheet!.name, options!.isHidden]).toEqual(['办 理 表', true])
    const rows = sheet!.rows.map(({ cells }) => [...cells.values()].map(({ text }) => text))
    expect(rows).toEqual([['标题'], ['名称', '类型'], ['=1+1', '行政许可'], ['_x0041_\n二', '3'], ['x']])
  })
})
