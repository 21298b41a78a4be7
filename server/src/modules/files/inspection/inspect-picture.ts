import { inflateWithin } from './inflate-within.ts'
import type { Allowance } from './inflate-within.ts'

/** What a picture's header says; nothing is decoded to learn it. */
export interface PictureFacts {
  readonly pixels: number
  /** How often a progressive JPEG goes over the whole picture. */
  readonly scans: number
}

const PNG_HEAD = 8

/** The size from IHDR; texts and colour profiles, which are compressed too, within the allowance. @returns undefined when it is none */
export async function inspectPng(bytes: Buffer, allowance: Allowance): Promise<PictureFacts | undefined> {
  if (bytes.length < PNG_HEAD + 25 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  const pixels = bytes.readUInt32BE(16) * bytes.readUInt32BE(20)
  for (let at = PNG_HEAD; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    const begin = beginOfCompressed(type, data)
    if (begin !== undefined) await inflateWithin(data.subarray(begin), allowance)
    at += 12 + length
  }
  return { pixels, scans: 1 }
}

/** Where the compressed part of a chunk begins: behind its keyword and some bytes of flags. */
function beginOfCompressed(type: string, data: Buffer): number | undefined {
  const keyword = data.indexOf(0)
  if (type === 'iCCP' || type === 'zTXt') return keyword + 2
  if (type !== 'iTXt' || data[keyword + 1] !== 1) return undefined
  const language = data.indexOf(0, keyword + 3)
  return data.indexOf(0, language + 1) + 1
}

const NO_SIZE = new Set([0xd8, 0xd9, 0x01, ...Array.from({ length: 8 }, (_, index) => 0xd0 + index)])
/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** The largest size that any frame states, and the number of scans. @returns undefined when no frame is found */
export function inspectJpeg(bytes: Buffer): PictureFacts | undefined {
  let pixels: number | undefined
  let scans = 0
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]!
    if (marker === 0xff || marker === 0 || NO_SIZE.has(marker)) {
      at = bytes.indexOf(0xff, at + (marker === 0xff ? 1 : 2))
      continue
    }
    if (isFrame(marker) && at + 9 <= bytes.length)
      pixels = Math.max(pixels ?? 0, bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7))
    if (marker === 0xda) scans += 1
    at = bytes.indexOf(0xff, at + 2 + bytes.readUInt16BE(at + 2))
  }
  return pixels === undefined ? undefined : { pixels, scans }
}
