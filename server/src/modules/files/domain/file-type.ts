import type { FilePurpose, FileView } from '../contract/file.ts'

/** A type of file that is taken: how its name ends, what its content must prove to be, what people call it. */
export interface FileType {
  readonly mediaType: string
  readonly extensions: readonly string[]
  readonly name: string
  readonly preview: FileView['preview']
}

const PDF: FileType = { mediaType: 'application/pdf', extensions: ['pdf'], name: 'PDF', preview: 'pdf' }
const JPEG: FileType = { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], name: 'JPG 图片', preview: 'image' }
const PNG: FileType = { mediaType: 'image/png', extensions: ['png'], name: 'PNG 图片', preview: 'image' }
const DOCX: FileType = {
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extensions: ['docx'],
  name: 'Word 文档（docx）',
  preview: 'none',
}
const XLSX: FileType = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extensions: ['xlsx'],
  name: 'Excel 表格（xlsx）',
  preview: 'none',
}

const CSV: FileType = { mediaType: 'text/csv', extensions: ['csv'], name: 'CSV 表格', preview: 'none' }
const ZIP: FileType = { mediaType: 'application/zip', extensions: ['zip'], name: '压缩包', preview: 'none' }

const MEGABYTE = 1_048_576

/** What each purpose takes. Nothing that a browser or an office program could run is among them; archives are ours alone. */
export const PURPOSES: Readonly<Record<FilePurpose, { maxBytes: number; types: readonly FileType[] }>> = {
  'case-material': { maxBytes: 20 * MEGABYTE, types: [PDF, JPEG, PNG, DOCX, XLSX] },
  portrait: { maxBytes: 5 * MEGABYTE, types: [JPEG, PNG] },
  'item-form': { maxBytes: 10 * MEGABYTE, types: [PDF, JPEG, PNG, DOCX, XLSX] },
  document: { maxBytes: 20 * MEGABYTE, types: [PDF] },
  export: { maxBytes: 200 * MEGABYTE, types: [XLSX, CSV, PDF] },
  'personal-copy': { maxBytes: 4000 * MEGABYTE, types: [ZIP] },
}

export type TypeJudgement =
  | { readonly verdict: 'taken'; readonly type: FileType }
  | { readonly verdict: 'not-taken'; readonly accepted: readonly string[] }
  | { readonly verdict: 'mismatch'; readonly actual: string }

/** Compares what the name says with what the content proves to be. `detected` is absent for content without a signature. */
export function judgeType(purpose: FilePurpose, fileName: string, detected: string | undefined): TypeJudgement {
  const { types } = PURPOSES[purpose]
  const extension = extensionOf(fileName)
  const claimed = types.find((type) => type.extensions.includes(extension))
  if (!claimed) return { verdict: 'not-taken', accepted: types.map((type) => type.name) }
  // Text has no signature: it is taken where we have written it ourselves.
  if (detected === claimed.mediaType || (claimed === CSV && detected === undefined))
    return { verdict: 'taken', type: claimed }
  const actual = ALL.find((type) => type.mediaType === detected)?.name ?? detected ?? '无法识别的内容'
  return { verdict: 'mismatch', actual }
}

export function previewOf(mediaType: string): FileView['preview'] {
  return ALL.find((type) => type.mediaType === mediaType)?.preview ?? 'none'
}

/** The last part of the path some browsers send, without control characters, at most 200 characters, its ending kept. */
export function cleanFileName(fileName: string): string {
  const last = fileName.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/^\.+/, '')
  const characters = [...plain]
  if (characters.length <= 200) return plain || '未命名'
  const ending = extensionOf(plain)
  return `${characters.slice(0, 195 - ending.length).join('')}….${ending}`
}

const ALL = [PDF, JPEG, PNG, DOCX, XLSX, CSV]

function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  return dot < 0 ? '' : fileName.slice(dot + 1).toLowerCase()
}
