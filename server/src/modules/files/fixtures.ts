import { crc32, deflateSync } from 'node:zlib'

/** The smallest things that are what their names say, for tests. */
export function samplePdf(text = '演示'): Buffer {
  return Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`)
}

/** One white dot. */
export function samplePng(): Buffer {
  const header = Buffer.from('00000001000000010802000000', 'hex')
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 255, 255, 255]))), chunk('IEND')]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks])
}

/** The frame of a JPEG and its scans; nothing to see in them. */
export function sampleJpeg(width = 16, height = 16, scans = 1): Buffer {
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = Buffer.from('ffda0008010100003f0000ff00', 'hex')
  const begin = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  return Buffer.concat([begin, frame, ...Array.from({ length: scans }, () => scan), Buffer.from('ffd9', 'hex')])
}

/** A program of Windows, by its first bytes. */
export function sampleProgram(): Buffer {
  return Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
}

/** Bytes in pieces, as a slow sender gives them. */
export async function* inPieces(bytes: Uint8Array, size = 16_384): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

/** A multipart body: the fields first, as a form without scripts sends them, then one file. */
export function multipart(
  file: { name: string; content: Uint8Array; type?: string },
  fields: Record<string, string> = {},
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = '----yiwang-test-boundary'
  const text = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const type = file.type ?? 'application/octet-stream'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${type}\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(text.join('') + head),
    file.content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
