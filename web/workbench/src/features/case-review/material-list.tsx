import type { CaseView } from '@yiwang/server/contract/cases'
import { StateTag, Tag } from '@yiwang/ui'
import { FileText, Image } from 'lucide-react'
import { useState } from 'react'
import { FilePreview, type PreviewFile } from '../../shared/file-preview.tsx'
import styles from './material-list.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.materials

type Material = CaseView['materials'][number]

/** What the item asks for and what was handed in; a file opens beside the list. */
export function MaterialList({ materials, isErased }: { materials: readonly Material[]; isErased: boolean }) {
  const [shown, setShown] = useState<PreviewFile>()
  const required = materials.filter((one) => one.necessity === 'required')
  const done = required.filter(isThere).length
  return (
    <div className={styles.part}>
      <p className={styles.progress}>{isErased ? caseMessages.erasedMaterials : say.progress(done, required.length)}</p>
      <ul className={styles.list}>
        {materials.map((material) => (
          <li key={material.materialId} className={styles.material}>
            <div className={styles.name}>
              <span>{material.name}</span>
              <Tag>{say.necessity[material.necessity]}</Tag>
              {material.paperReceived && <StateTag tone="ok">{say.paper}</StateTag>}
              {!isErased && !isThere(material) && (
                <StateTag tone={material.necessity === 'required' ? 'soon' : 'neutral'}>{say.nothing}</StateTag>
              )}
            </div>
            {material.notes !== undefined && <p className={styles.notes}>{material.notes}</p>}
            <ul className={styles.files}>
              {material.files.map((file) => (
                <li key={file.fileId}>
                  <button
                    type="button"
                    className={styles.file}
                    aria-pressed={shown?.href === file.href}
                    aria-label={say.open(file.fileName)}
                    onClick={() => setShown(shown?.href === file.href ? undefined : file)}
                  >
                    {file.mediaType.startsWith('image/') ? (
                      <Image aria-hidden="true" size={16} />
                    ) : (
                      <FileText aria-hidden="true" size={16} />
                    )}
                    {file.fileName}
                  </button>
                  {shown?.href === file.href && <FilePreview file={file} onClose={() => setShown(undefined)} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}

function isThere(material: Material): boolean {
  return material.files.length > 0 || material.paperReceived
}
