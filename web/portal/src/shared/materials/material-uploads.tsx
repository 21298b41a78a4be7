import type { CaseMaterial } from '@yiwang/server/contract/cases'
import { fileSize, StateTag } from '@yiwang/ui'
import { lazy, Suspense } from 'react'
import { useHydrated } from '../use-hydrated.ts'
import { FormLinks, type ItemFiles } from './form-links.tsx'
import styles from './material-uploads.module.css'
import { materialMessages as say } from './messages.ts'
import { PlainUpload } from './plain-upload.tsx'
import { RemoveFile } from './remove-file.tsx'

const LiveUpload = lazy(() => import('./live-upload.tsx'))

export interface MaterialUploadsProps {
  caseId: string
  materials: readonly CaseMaterial[]
  /** The item in the version of the case, for what its materials are written on. */
  item: ItemFiles
  version: number
  /** The page to come back to when there are no scripts. */
  next: string
  /** Ids of the controls that something is missing at. */
  missing: readonly string[]
  /** Made with the page; with the material's number it is the key of an upload without scripts. */
  intentKey: string
}

/** Every material with what was uploaded for it, and the way to upload more: by script with progress, else by form. */
export function MaterialUploads(props: MaterialUploadsProps) {
  const { caseId, materials, item, version, next, missing, intentKey } = props
  return (
    <ol className={styles.materials}>
      {materials.map((material, index) => {
        const id = `file-${material.materialId}`
        return (
          <li key={material.materialId} data-missing={missing.includes(id) || undefined}>
            <Heading material={material} />
            <FormLinks item={item} materialId={material.materialId} />
            {missing.includes(id) && (
              <p className={styles.missing} id={`${id}-error`}>
                {say.missing}
              </p>
            )}
            <Uploaded material={material} version={version} intentKey={intentKey} />
            <Upload id={id} caseId={caseId} material={material} next={next} uploadKey={`${intentKey}-${index}`} />
          </li>
        )
      })}
    </ol>
  )
}

function Heading({ material }: { material: CaseMaterial }) {
  return (
    <>
      <h2 className={styles.name}>{material.name}</h2>
      <p>
        <StateTag tone={material.necessity === 'required' ? 'info' : 'neutral'}>{say[material.necessity]}</StateTag>{' '}
        {material.paperReceived && <StateTag tone="ok">{say.paper}</StateTag>}
      </p>
      {material.notes && <p className={styles.notes}>{material.notes}</p>}
    </>
  )
}

interface UploadedProps {
  material: CaseMaterial
  version: number
  intentKey: string
}

function Uploaded({ material, version, intentKey }: UploadedProps) {
  if (material.files.length === 0) return null
  return (
    <ul className={styles.files} aria-label={say.files(material.name)}>
      {material.files.map((file) => (
        <li key={file.fileId}>
          <a href={file.href} target="_blank" rel="noreferrer">
            {file.fileName}
          </a>
          <span className={styles.size}>{fileSize(file.bytes)}</span>
          <RemoveFile materialId={material.materialId} file={file} version={version} intentKey={intentKey} />
        </li>
      ))}
    </ul>
  )
}

interface UploadProps {
  id: string
  caseId: string
  material: CaseMaterial
  next: string
  uploadKey: string
}

function Upload(props: UploadProps) {
  const isHydrated = useHydrated()
  const plain = <PlainUpload {...props} />
  if (!isHydrated) return plain
  return (
    <Suspense fallback={plain}>
      <LiveUpload {...props} />
    </Suspense>
  )
}
