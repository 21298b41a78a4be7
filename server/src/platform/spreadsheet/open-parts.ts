import { inflateRawSync } from 'node:zlib'
import { contentOf, partsOf } from '../zip/index.ts'
import type { DirectoryPart } from '../zip/index.ts'

/** Why a file is no workbook that can be read. */
export type NoWorkbook = 'not-xlsx' | 'old-xls' | 'encrypted' | 'too-much-inside' | 'broken'

/** A file that is no workbook, or one that would be more than can be read. */
export class NotAWorkbook extends Error {
  override readonly name = 'NotAWorkbook'
  readonly reason: NoWorkbook

  constructor(reason: NoWorkbook) {
    super(`not a workbook: ${reason}`)
    this.reason = reason
  }
}

/** Ten thousand rows with all their words stay far below. ▣ */
const MOST_INFLATED_BYTES = 64 * 1_048_576
const MOST_PARTS = 2_000
const DEFLATED = 8
const STORED = 0

/** What older Excel writes, and what any Office writes when a file has a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/**
 * Opens the parts of a workbook by name as they are asked for: what they state of their sizes is not believed, and all of them
 * together may not grow beyond what is allowed.
 * @throws NotAWorkbook
 */
export function openParts(bytes: Buffer): (name: string) => string | undefined {
  if (bytes.subarray(0, 8).equals(COMPOUND)) throw new NotAWorkbook(isEncrypted(bytes) ? 'encrypted' : 'old-xls')
  if (bytes.toString('latin1', 0, 2) !== 'PK') throw new NotAWorkbook('not-xlsx')
  const listed = partsOf(bytes)
  if (!listed) throw new NotAWorkbook('broken')
  if (listed.length > MOST_PARTS) throw new NotAWorkbook('too-much-inside')
  const parts = new Map(listed.map((part) => [part.name, part]))
  let left = MOST_INFLATED_BYTES
  return (name) => {
    const part = parts.get(name)
    if (!part) return undefined
    const content = inflated(bytes, part, left)
    left -= content.length
    return textOf(content)
  }
}

function inflated(bytes: Buffer, part: DirectoryPart, most: number): Buffer {
  if ((part.flags & 1) === 1) throw new NotAWorkbook('encrypted')
  const packed = contentOf(bytes, part)
  if (!packed || (part.method !== DEFLATED && part.method !== STORED)) throw new NotAWorkbook('broken')
  if (part.method === STORED) {
    if (packed.length > most) throw new NotAWorkbook('too-much-inside')
    return packed
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    const tooMuch = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new NotAWorkbook(tooMuch ? 'too-much-inside' : 'broken')
  }
}

function isEncrypted(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}

function textOf(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return content.toString('utf16le', 2)
  return content.toString('utf8', content.subarray(0, 3).equals(Buffer.from('efbbbf', 'hex')) ? 3 : 0)
}

/** What to do about a file that is not read, in the user's words. */
export const NOT_A_WORKBOOK: Readonly<Record<NotAWorkbook['reason'], string>> = {
  'not-xlsx': '这个文件不是 Excel 表格（XLSX）。请下载模板，填写后按 XLSX 保存再上传。',
  'old-xls': '这是旧版 Excel 的文件（XLS）。请在 Excel 或者 WPS 里另存为 XLSX 后再上传。',
  encrypted: '这个文件有打开密码。请去掉密码后再上传。',
  'too-much-inside': '这个文件展开后太大。请删去模板以外的内容，或者分成几个文件上传。',
  broken: '这个文件已经损坏。请在 Excel 或者 WPS 里打开，另存为 XLSX 后再上传。',
}
