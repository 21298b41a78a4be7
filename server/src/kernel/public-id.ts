import { v7 as uuidv7 } from 'uuid'
import { problem, problems } from './problem.ts'

/** The jurisdiction of what belongs to the installation as a whole. */
export const INSTALLATION = '000000'

export const idProblems = problems('id', {
  malformed: { status: 404, title: '找不到您要的内容', detail: '编号“{id}”不正确，请检查链接是否完整。' },
})

const PUBLIC_ID = /^(\d{6})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** Pattern for contracts: six-digit jurisdiction, hyphen, UUID. */
export const PUBLIC_ID_PATTERN = '^[0-9]{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** An id that says where its row lives; time-ordered (UUIDv7), so that indexes stay dense. */
export function newPublicId(jurisdiction: string): string {
  return `${jurisdiction}-${uuidv7()}`
}

/** @throws id/malformed */
export function splitPublicId(publicId: string): { jurisdiction: string; id: string } {
  const match = PUBLIC_ID.exec(publicId)
  if (!match) throw problem(idProblems.malformed, { id: publicId.slice(0, 60) })
  return { jurisdiction: match[1]!, id: match[2]! }
}

export function joinPublicId(jurisdiction: string, id: string): string {
  return `${jurisdiction}-${id}`
}
