import { MATERIAL_FILES, materialFilePath } from '@yiwang/server/contract/catalogue'
import type { Material, MaterialFileKind } from '@yiwang/server/contract/catalogue'
import { fileSize } from '@yiwang/ui'
import styles from './form-links.module.css'
import { materialMessages as say } from './messages.ts'

/** What of an item the links to its files are made of. */
export interface ItemFiles {
  readonly id: string
  readonly materials: readonly Pick<Material, 'id' | 'name' | MaterialFileKind>[]
  /** Digests of the files that can be had here. */
  readonly files: readonly string[]
}

/** The same without the rest of the item, which a page would send along otherwise. */
export function filesOf({ id, materials, files }: ItemFiles): ItemFiles {
  const kept = materials.map(({ id: materialId, name, emptyForm, sampleForm }) => ({
    ...{ id: materialId, name },
    ...(emptyForm && { emptyForm }),
    ...(sampleForm && { sampleForm }),
  }))
  return { id, materials: kept, files }
}

interface FormLinksProps {
  item: ItemFiles
  materialId: string
}

const KINDS = Object.keys(MATERIAL_FILES) as MaterialFileKind[]

/** 空白表格 and 示例样表 of a material, to take along; one that came without its content is handed out at the window. */
export function FormLinks({ item, materialId }: FormLinksProps) {
  const material = item.materials.find(({ id }) => id === materialId)
  const named = KINDS.flatMap((kind) => {
    const file = material?.[kind]
    return file ? [{ title: MATERIAL_FILES[kind], file }] : []
  })
  if (!material || named.length === 0) return null
  return (
    <ul className={styles.forms}>
      {named.map(({ title, file }) => {
        const words = `${title}（${say.formTypes[file.mediaType]}，${fileSize(file.bytes)}）`
        return (
          <li key={title}>
            {item.files.includes(file.sha256) ? (
              <a
                href={materialFilePath(item.id, file)}
                aria-label={say.formOf(words, material.name)}
                download={file.name}
              >
                {words}
              </a>
            ) : (
              <span>{say.formAtWindow(title)}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
