import { contentOf, partsOf } from '../../../platform/zip/index.ts'
import type { DirectoryPart } from '../../../platform/zip/index.ts'
import { inflateWithin, TooMuchInside } from './inflate-within.ts'
import type { Allowance } from './inflate-within.ts'
import { isPackedOrProgram } from './packed-content.ts'

/** Why an office document is not taken, beyond too much being inside. */
export type OfficeFault = 'encrypted' | 'runs-something' | 'packed-inside' | 'broken'

const MOST_PARTS = 10_000
const STORED = 0
const DEFLATED = 8
/** A chart brings its table along: a document inside a document, and there it ends. */
const EMBEDDED = /^(word|xl|ppt)\/embeddings\/[^/]+\.(docx|xlsx|pptx)$/i
const MOST_EMBEDDED_BYTES = 20 * 1_048_576

/** Goes through the parts of a docx or xlsx by its central directory, and inflates each without believing the sizes it states. @throws TooMuchInside */
export async function inspectOffice(bytes: Buffer, allowance: Allowance, depth = 0): Promise<OfficeFault | undefined> {
  const parts = partsOf(bytes)
  if (!parts) return 'broken'
  if (parts.length > MOST_PARTS) throw new TooMuchInside('too many parts')
  for (const part of parts) {
    const fault = await inspectPart(bytes, part, { allowance, depth })
    if (fault) return fault
  }
  return undefined
}

async function inspectPart(
  bytes: Buffer,
  part: DirectoryPart,
  { allowance, depth }: { allowance: Allowance; depth: number },
): Promise<OfficeFault | undefined> {
  if ((part.flags & 1) === 1) return 'encrypted'
  if (/vbaProject\.bin$|\.(exe|dll|js|vbs|scr|hta)$/i.test(part.name)) return 'runs-something'
  const packed = contentOf(bytes, part)
  if (!packed || (part.method !== STORED && part.method !== DEFLATED)) return 'broken'
  const mayNest = depth === 0 && EMBEDDED.test(part.name)
  const head = await unpacked(packed, part, { allowance, keep: mayNest ? MOST_EMBEDDED_BYTES : 1_024 })
  if (mayNest && head.toString('latin1', 0, 2) === 'PK') return await inspectOffice(head, allowance, depth + 1)
  if (isPackedOrProgram(head)) return 'packed-inside'
  // Office documents have none; entities that grow into gigabytes need one.
  return /\.(xml|rels|vml)$/i.test(part.name) && /<!(DOCTYPE|ENTITY)/i.test(textOf(head)) ? 'broken' : undefined
}

async function unpacked(
  packed: Buffer,
  { method }: DirectoryPart,
  { allowance, keep }: { allowance: Allowance; keep: number },
): Promise<Buffer> {
  if (method === DEFLATED) return (await inflateWithin(packed, allowance, { keep, raw: true })).head
  allowance.left -= packed.length
  if (allowance.left < 0) throw new TooMuchInside('more comes out than is allowed')
  return packed.subarray(0, keep)
}

/** In UTF-16 a declaration would not be seen otherwise. */
function textOf(head: Buffer): string {
  return head.toString('latin1').replaceAll('\u0000', '')
}
