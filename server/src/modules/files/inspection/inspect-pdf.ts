import { inflateWithin, TooMuchInside } from './inflate-within.ts'
import type { Allowance } from './inflate-within.ts'
import { lzwLength } from './lzw-length.ts'
import { isPackedOrProgram } from './packed-content.ts'

/** Why a PDF is not taken, beyond too much being inside. */
export type PdfFault = 'encrypted' | 'runs-something' | 'packed-inside'

/** Of a picture inside: an A0 drawing at 300 dots an inch in colour, at 600 in black and white. */
const MOST_PIXELS = { colour: 150_000_000, bilevel: 600_000_000 }
const BEGIN = 'stream'
/** Dictionaries of streams are short: what stands farther before one belongs to something else. */
const LONGEST_DICTIONARY = 8_192
const STRUCTURE_HEAD = 1_048_576
const PAYLOAD_HEAD = 512

/**
 * Goes through a PDF as it lies, stream by stream, whatever its table of contents says: a reader may follow another way than we would.
 * @throws TooMuchInside
 */
export async function inspectPdf(bytes: Buffer, allowance: Allowance): Promise<PdfFault | undefined> {
  const structure: string[] = []
  let after = 0
  for (let at = nextStream(bytes, 0); at >= 0; at = nextStream(bytes, Math.max(after, at + BEGIN.length))) {
    allowance.parts -= 1
    if (allowance.parts < 0) throw new TooMuchInside('too many streams')
    const before = plainNames(bytes.toString('latin1', after, at))
    structure.push(before)
    const dictionary = before.slice(Math.max(before.lastIndexOf(' obj'), before.length - LONGEST_DICTIONARY, 0))
    const start = at + BEGIN.length + (bytes[at + BEGIN.length] === 0x0d ? 2 : 1)
    const { head, taken } = await openStream(bytes.subarray(start), dictionary, allowance)
    if (/\/EmbeddedFile\b/.test(dictionary) && isPackedOrProgram(head)) return 'packed-inside'
    if (/\/ObjStm\b/.test(dictionary)) structure.push(plainNames(head.toString('latin1')))
    requireFewPixels(dictionary)
    after = start + taken
  }
  structure.push(plainNames(bytes.toString('latin1', after)))
  if (structure.some((text) => /\/Encrypt\b/.test(text))) return 'encrypted'
  const runs = structure.some((text) => /\/(JavaScript|JS|Launch)\b/.test(text))
  // An object may also hide in what passes for the bytes of another; three letters alone turn up there by chance.
  return runs || bytes.includes('/JavaScript') || bytes.includes('/Launch') ? 'runs-something' : undefined
}

/** The keyword, not the end of `endstream`, and with the end of its line behind it. */
function nextStream(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(BEGIN, from); at >= 0; at = bytes.indexOf(BEGIN, at + 1)) {
    const next = bytes[at + BEGIN.length]
    if ((next === 0x0a || next === 0x0d) && bytes.toString('latin1', at - 3, at) !== 'end') return at
  }
  return -1
}

async function openStream(
  bytes: Buffer,
  dictionary: string,
  allowance: Allowance,
): Promise<{ head: Buffer; taken: number }> {
  const flates = dictionary.match(/\/(FlateDecode|Fl)\b/g)?.length ?? 0
  const lzws = dictionary.match(/\/(LZWDecode|LZW)\b/g)?.length ?? 0
  // Packed twice means that little comes out of the first unpacking and much out of the second: no program writes that.
  if (flates + lzws > 1) throw new TooMuchInside('a stream is compressed more than once')
  const keep = /\/ObjStm\b/.test(dictionary) ? STRUCTURE_HEAD : PAYLOAD_HEAD
  if (flates === 1 && !/\/ASCII(85|Hex)Decode\b/.test(dictionary))
    return await inflateWithin(bytes, allowance, { keep })
  const end = bytes.indexOf('endstream')
  const content = end < 0 ? bytes : bytes.subarray(0, end)
  if (flates === 1) await inflateWithin(fromAscii(content, dictionary), allowance)
  if (lzws === 1) allowance.left -= lzwLength(content, allowance.left)
  if (allowance.left < 0) throw new TooMuchInside('more comes out than is allowed')
  return { head: content.subarray(0, keep), taken: content.length }
}

/** Both write bytes in letters: hexadecimal by two, base 85 by five for four. */
function fromAscii(content: Buffer, dictionary: string): Buffer {
  const text = content.toString('latin1')
  if (/\/ASCIIHexDecode\b/.test(dictionary)) return Buffer.from(text.replaceAll(/[^0-9a-fA-F]/g, ''), 'hex')
  const groups = text.replaceAll(/\s|~>.*$/gs, '').match(/z|[!-u]{2,5}/g) ?? []
  return Buffer.concat(groups.map(fromBase85))
}

function fromBase85(group: string): Buffer {
  if (group === 'z') return Buffer.alloc(4)
  const digits = [...group.padEnd(5, 'u')].map((letter) => letter.charCodeAt(0) - 33)
  const four = Buffer.alloc(4)
  four.writeUInt32BE(digits.reduce((sum, digit) => sum * 85 + digit, 0) % 2 ** 32)
  return four.subarray(0, group.length - 1)
}

function requireFewPixels(dictionary: string): void {
  const width = Number(/\/(?:Width|W) (\d{1,9})\b/.exec(dictionary)?.[1] ?? 0)
  const height = Number(/\/(?:Height|H) (\d{1,9})\b/.exec(dictionary)?.[1] ?? 0)
  const isBilevel = /\/(CCITTFaxDecode|JBIG2Decode)\b|\/BitsPerComponent 1\b/.test(dictionary)
  if (width * height > (isBilevel ? MOST_PIXELS.bilevel : MOST_PIXELS.colour))
    throw new TooMuchInside('a picture inside is too large')
}

/** Names may be written with codes (`/J#53` is `/JS`), and without a space before the value. */
function plainNames(text: string): string {
  return text
    .replaceAll(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\s+/g, ' ')
}
