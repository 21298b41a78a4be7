import type { ItemContent } from '../contract/item.ts'
import type { MaterialFile } from '../contract/item-parts.ts'
import { MATERIAL_FILES } from '../contract/material-files.ts'
import type { MaterialFileKind } from '../contract/material-files.ts'
import type { ContentPath } from './import-row.ts'

/** A file that a content names, and where. */
export interface NamedFile {
  readonly at: ContentPath
  readonly material: string
  readonly title: string
  readonly file: MaterialFile
}

const KINDS = Object.keys(MATERIAL_FILES) as MaterialFileKind[]

/** 空白表格 and 示例样表 that the materials of an item name. */
export function filesOf({ materials }: Pick<ItemContent, 'materials'>): NamedFile[] {
  return materials.flatMap((material, place) =>
    KINDS.flatMap((kind) => {
      const file = material[kind]
      return file
        ? [{ at: ['materials', place, kind], material: material.name, title: MATERIAL_FILES[kind], file }]
        : []
    }),
  )
}

export function digestsOf(content: Pick<ItemContent, 'materials'>): string[] {
  return [...new Set(filesOf(content).map(({ file }) => file.sha256))]
}

const ENDINGS: Readonly<Record<MaterialFile['mediaType'], readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
}

/** Why what a content says of a file is not what was kept under its digest, if so. */
export function fileFault(
  { name, mediaType, bytes }: MaterialFile,
  kept: { readonly mediaType: string; readonly bytes: number },
): string | undefined {
  if (mediaType !== kept.mediaType || bytes !== kept.bytes) return `“${name}”的格式或者大小与所存的文件不符，请重新上传`
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return ENDINGS[mediaType].includes(ending) ? undefined : `“${name}”的后缀与文件的格式不符，请重新上传`
}
