import { inflateRawSync } from 'node:zlib'
import { fileTypeFromBuffer } from 'file-type'
import { describe, expect, it } from 'vitest'
import type { ListCell } from '../../../platform/module/index.ts'
import type { Sheet } from './sheet.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

const COLUMNS = [
  { key: 'no', title: '编号' },
  { key: 'name', title: '姓名<&>', width: 20 },
  { key: 'days', title: '天数' },
]

function sheetOf(rows: readonly (readonly ListCell[])[]): Sheet {
  return { title: '办件清单', mark: '导出人 陈静；用途 统计分析', columns: COLUMNS, rows: each(rows) }
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value)
}

async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** By the directory at the end, as programs that open such a file do. */
function unpacked(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const files = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, bytes, nameLength] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
    ]
    const local = archive.readUInt32LE(at + 42)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const content = inflateRawSync(archive.subarray(start, start + packed))
    expect(content.length).toBe(bytes)
    files.set(name, content.toString('utf8'))
    at += 46 + nameLength
  }
  return files
}

const ROWS = [
  ['a-1', '王芳 & <李明>', 3],
  ['=HYPERLINK("http://x","y")', '行一\n行二', undefined],
  ['-5', '_x0041_\u0001\uD800', -5],
] as const

describe('a sheet', () => {
  it('in Office Open XML is an archive that says what it is, with texts that stay texts', async () => {
    const file = await bytesOf(writeXlsx(sheetOf(ROWS)))
    expect((await fileTypeFromBuffer(file))?.ext).toBe('xlsx')
    const files = unpacked(file)
    expect([...files.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ])
    const xml = files.get('xl/worksheets/sheet1.xml')!
    expect(xml).toContain('<t xml:space="preserve">王芳 &amp; &lt;李明&gt;</t>')
    expect(xml).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)</t>')
    expect(xml).toContain('<t xml:space="preserve">_x005F_x0041_\uFFFD</t>')
    expect(xml).toContain('<c><v>3</v></c>')
    expect(xml).toContain('<c><v>-5</v></c>')
    expect(xml).toContain('<t xml:space="preserve">-5</t>')
    expect(xml).toContain('导出人 陈静；用途 统计分析')
    expect(xml).not.toContain('<f>')
  })

  it('in text begins with the mark of its coding, and no cell is a formula', async () => {
    const text = (await bytesOf(writeCsv(sheetOf(ROWS)))).toString('utf8')
    expect(text).toBe(
      [
        '\uFEFF办件清单；导出人 陈静；用途 统计分析',
        '编号,姓名<&>,天数',
        'a-1,王芳 & <李明>,3',
        `"'=HYPERLINK(""http://x"",""y"")","行一\n行二",`,
        `'-5,_x0041_\u0001\uFFFD,-5`,
        '',
      ].join('\r\n'),
    )
  })

  it.each([
    ['Office Open XML', writeXlsx],
    ['text', writeCsv],
  ] as const)('in %s tells what goes wrong with its rows', async (_, write) => {
    const rows = (async function* () {
      yield await Promise.resolve(['a-1', '王芳', 3] as const)
      throw new Error('the list broke off')
    })()
    await expect(bytesOf(write({ ...sheetOf([]), rows }))).rejects.toThrow('the list broke off')
  })

  it('of a hundred thousand rows is written while it is read: nothing of it piles up', async () => {
    let made = 0
    const rows = (async function* () {
      for (; made < 100_000; made += 1) yield await Promise.resolve([`450721-${made}`, `申请人${made}`, made] as const)
    })()
    let bytes = 0
    let behind = 0
    for await (const piece of writeXlsx({ ...sheetOf([]), rows })) {
      bytes += piece.length
      if (bytes < 200_000) behind = made
    }
    expect(made).toBe(100_000)
    // When the first of it came out, most of the rows had not been asked for yet.
    expect(behind).toBeLessThan(60_000)
    expect(bytes).toBeGreaterThan(500_000)
  }, 60_000)
})
