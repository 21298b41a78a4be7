import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleJpeg, samplePdf, samplePng } from '../fixtures.ts'
import { inspectContent } from './inspect-content.ts'
import { lzwLength } from './lzw-length.ts'

const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const MEGABYTE = 1_048_576
const FAULTS = ['none', 'too-much-inside', 'encrypted', 'runs-something', 'packed-inside', 'broken']

/** Half a gigabyte of zeros in half a megabyte. */
const BOMB = deflateSync(Buffer.alloc(512 * MEGABYTE), { level: 1 })
const RAW_BOMB = deflateRawSync(Buffer.alloc(512 * MEGABYTE), { level: 1 })

function pdf(...streams: { dictionary: string; content?: Buffer }[]): Buffer {
  const objects = streams.map(({ dictionary, content }, index) =>
    content
      ? Buffer.concat([
          Buffer.from(`${index + 1} 0 obj\n<<${dictionary}/Length ${content.length}>>\nstream\n`),
          content,
          Buffer.from('\nendstream\nendobj\n'),
        ])
      : Buffer.from(`${index + 1} 0 obj\n<<${dictionary}>>\nendobj\n`),
  )
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...objects, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')])
}

interface Part {
  readonly name: string
  readonly content: Buffer
  readonly method?: number
  readonly flags?: number
}

/** A zip as office programs write it; `content` is what lies in it, packed already where `method` is 8. */
function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, method = 0, flags = 0 } of parts) {
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(content.length, 14)
    shared.writeUInt32LE(content.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), content])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, rest, Buffer.from(name)]),
    )
    files.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, ...directory, Buffer.from('PK\u0005\u0006'), end])
}

const text = (name: string, content: string): Part => ({ name, content: deflateRawSync(content), method: 8 })
const docx = (...more: Part[]) =>
  zip([text('[Content_Types].xml', '<Types/>'), text('word/document.xml', '<w:document>正文</w:document>'), ...more])

function png(width: number, height: number, ...chunks: Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', header), ...chunks, pngChunk('IEND')])
}

function pngChunk(type: string, data = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

describe('a PDF', () => {
  it('is taken with its pages, pictures, fonts and structure compressed', async () => {
    const page = deflateSync('BT /F1 12 Tf (streaming endstream) Tj ET'.repeat(1_000))
    const structure = deflateSync('1 0 2 40 <</Type/Catalog>> <</Type/Page/JSomething 1>>')
    const picture = { dictionary: '/Subtype/Image/Width 9933/Height 14043/Filter/DCTDecode', content: sampleJpeg() }
    const made = pdf(
      { dictionary: '/Filter/FlateDecode', content: page },
      { dictionary: '/Type/ObjStm/Filter/FlateDecode', content: structure },
      picture,
    )
    expect(await inspectContent(PDF, made)).toBeUndefined()
    expect(await inspectContent(PDF, samplePdf())).toBeUndefined()
  })

  it.each([
    ['one stream that grows to half a gigabyte', [{ dictionary: '/Filter/FlateDecode', content: BOMB }]],
    [
      'many that are modest each',
      Array.from({ length: 90 }, () => ({
        dictionary: '/Filter /FlateDecode',
        content: deflateSync(Buffer.alloc(3 * MEGABYTE)),
      })),
    ],
    ['a stream packed twice', [{ dictionary: '/Filter[/FlateDecode/FlateDecode]', content: deflateSync(BOMB) }]],
    ['a filter whose name is written in codes', [{ dictionary: '/Filter/Fl#61teDecode', content: BOMB }]],
    [
      'letters around what is packed',
      [{ dictionary: '/Filter[/ASCIIHexDecode/FlateDecode]', content: Buffer.from(`${BOMB.toString('hex')}>`) }],
    ],
    [
      'a picture of ten thousand million dots',
      [{ dictionary: '/Width 100000/Height 100000/Filter/JPXDecode', content: Buffer.from('x') }],
    ],
  ])('is not taken with %s', async (_, streams) => {
    expect(await inspectContent(PDF, pdf(...streams))).toBe('too-much-inside')
  })

  it.each([
    ['encrypted', pdf({ dictionary: '/Type/Catalog' }, { dictionary: '/Encrypt 5 0 R' })],
    ['runs-something', pdf({ dictionary: '/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>' })],
    ['runs-something', pdf({ dictionary: '/Type/Catalog/OpenAction<</S/J#61vaScript/J#53 5 0 R>>' })],
    ['runs-something', pdf({ dictionary: '/OpenAction<</S /Launch /F(cmd.exe)>>' })],
    [
      'runs-something',
      pdf({ dictionary: '/Type/ObjStm/Filter/FlateDecode', content: deflateSync('<</S/JavaScript/JS 7 0 R>>') }),
    ],
    ['packed-inside', pdf({ dictionary: '/Type/EmbeddedFile/Filter/FlateDecode', content: deflateSync(docx()) })],
    ['packed-inside', pdf({ dictionary: '/Type /EmbeddedFile', content: Buffer.from('MZ\u0090\u0000 a program') })],
  ])('that is %s is not taken', async (fault, made) => {
    expect(await inspectContent(PDF, made)).toBe(fault)
  })

  it('is gone through in bounded time, however often it begins a stream', async () => {
    const many = Buffer.concat([
      Buffer.from('%PDF-1.4\n'),
      Buffer.alloc(8 * MEGABYTE, 'obj<</Filter/FlateDecode>>stream\n'),
    ])
    expect(await inspectContent(PDF, many)).toBe('too-much-inside')
    const plain = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(8 * MEGABYTE, 'stream\n')])
    expect(await inspectContent(PDF, plain)).toBeUndefined()
  })
})

describe('the length of an LZW stream', () => {
  it('is known without making it: each code one byte longer than the one before', () => {
    const codes = [256, 0, ...Array.from({ length: 250 }, (_, index) => 258 + index)]
    const bits = codes.map((code) => code.toString(2).padStart(9, '0')).join('')
    const bytes = Buffer.from(bits.match(/.{1,8}/g)!.map((eight) => Number.parseInt(eight.padEnd(8, '0'), 2)))
    expect(lzwLength(bytes, Number.MAX_SAFE_INTEGER)).toBe((251 * 252) / 2)
  })
})

describe('a picture', () => {
  it('is taken as phones make it, its size read from the header', async () => {
    expect(await inspectContent('image/png', samplePng())).toBeUndefined()
    expect(await inspectContent('image/png', png(8_000, 6_000))).toBeUndefined()
    expect(await inspectContent('image/jpeg', sampleJpeg(4_000, 3_000))).toBeUndefined()
  })

  it.each([
    ['a PNG of nine hundred million dots in some bytes', 'image/png', png(30_000, 30_000)],
    [
      'a PNG whose text grows to half a gigabyte',
      'image/png',
      png(1, 1, pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), BOMB]))),
    ],
    [
      'a PNG whose colour profile does',
      'image/png',
      png(1, 1, pngChunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), BOMB]))),
    ],
    ['a JPEG of four thousand million dots', 'image/jpeg', sampleJpeg(65_535, 65_535)],
    [
      'a JPEG whose second frame is the large one',
      'image/jpeg',
      Buffer.concat([sampleJpeg(), sampleJpeg(65_535, 65_535)]),
    ],
    ['a JPEG that goes over the picture a thousand times', 'image/jpeg', sampleJpeg(100, 100, 1_000)],
  ])('is not taken: %s', async (_, mediaType, bytes) => {
    expect(await inspectContent(mediaType, bytes)).toBe('too-much-inside')
  })

  it('without a size is broken', async () => {
    expect(await inspectContent('image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex'))).toBe('broken')
    expect(await inspectContent('image/png', png(0, 5))).toBe('broken')
  })
})

describe('an office document', () => {
  it('is taken, and with the table behind a chart', async () => {
    expect(await inspectContent(DOCX, docx())).toBeUndefined()
    const chart = { name: 'word/embeddings/Microsoft_Excel_Sheet1.xlsx', content: docx() }
    expect(await inspectContent(DOCX, docx(chart))).toBeUndefined()
  })

  it.each([
    [
      'too-much-inside',
      'a part that grows to half a gigabyte',
      docx({ name: 'word/media/a.xml', content: RAW_BOMB, method: 8 }),
    ],
    [
      'too-much-inside',
      'the bomb one document deeper',
      docx({ name: 'word/embeddings/a.xlsx', content: docx({ name: 'xl/a.xml', content: RAW_BOMB, method: 8 }) }),
    ],
    [
      'packed-inside',
      'a document in a document in a document',
      docx({ name: 'word/embeddings/a.xlsx', content: docx({ name: 'xl/embeddings/b.docx', content: docx() }) }),
    ],
    [
      'packed-inside',
      'an archive as a picture',
      docx({
        name: 'word/media/image1.png',
        content: deflateRawSync(Buffer.concat([Buffer.from('Rar!\u001a\u0007'), Buffer.alloc(50)])),
        method: 8,
      }),
    ],
    ['packed-inside', 'a program', docx({ name: 'word/embeddings/oleObject1.bin', content: Buffer.from('MZ\u0090') })],
    ['runs-something', 'a macro', docx({ name: 'word/vbaProject.bin', content: Buffer.from('x') })],
    ['encrypted', 'an encrypted part', docx({ name: 'word/secret.xml', content: Buffer.from('x'), flags: 1 })],
    [
      'broken',
      'entities that call each other',
      docx(text('word/styles.xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&c;&c;">]><a/>')),
    ],
    [
      'broken',
      'the same in UTF-16',
      docx({ name: 'word/styles.xml', content: Buffer.from('<!DOCTYPE a>', 'utf16le') }),
    ],
    ['broken', 'a directory that leads out of the file', docx().subarray(0, -30)],
  ])('is %s with %s', async (fault, _, made) => {
    expect(await inspectContent(DOCX, made)).toBe(fault)
  })
})

describe('whatever is sent', () => {
  it.each([PDF, DOCX, 'image/png', 'image/jpeg'])(
    'as %s, cut or altered anywhere, is judged and no fault',
    async (mediaType) => {
      const whole: Record<string, Buffer> = {
        [PDF]: pdf({ dictionary: '/Filter/FlateDecode', content: deflateSync('(x) Tj '.repeat(50)) }),
        [DOCX]: docx(),
        'image/png': samplePng(),
        'image/jpeg': sampleJpeg(),
      }
      const bytes = whole[mediaType]!
      const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(changes, fc.integer({ min: 12, max: bytes.length }), async (altered, length) => {
          const copy = Buffer.from(bytes)
          for (const [place, value] of altered) copy[place] = value
          const fault = await inspectContent(mediaType, copy.subarray(0, length))
          expect(FAULTS).toContain(fault ?? 'none')
        }),
        { numRuns: 150 },
      )
    },
  )
})
