import type { CaseMaterial } from '@yiwang/server/contract/cases'
import { Button } from '@yiwang/ui'
import { useCsrfToken } from '../forms/seals.tsx'
import { acceptedTypes } from './accepted-types.ts'
import styles from './material-uploads.module.css'
import { materialMessages as say } from './messages.ts'

interface PlainUploadProps {
  id: string
  caseId: string
  material: CaseMaterial
  next: string
  /** One key an upload, made with the page: the same form sent twice uploads once. */
  uploadKey: string
}

/** Posts one file straight to the API and comes back; the hidden fields stand before the file. */
export function PlainUpload({ id, caseId, material, next, uploadKey }: PlainUploadProps) {
  const token = useCsrfToken()
  const path = `/api/cases/${caseId}/materials/${encodeURIComponent(material.materialId)}/files`
  return (
    <form method="post" action={path} encType="multipart/form-data" className={styles.plain}>
      {token && <input type="hidden" name="_csrf" value={token} />}
      <input type="hidden" name="_key" value={uploadKey} />
      <input type="hidden" name="_next" value={next} />
      <input
        type="file"
        id={id}
        name="file"
        accept={acceptedTypes}
        required
        aria-label={`${say.choose}：${material.name}`}
        aria-describedby={`${id}-error`}
      />
      <Button type="submit" aria-label={say.uploadOf(material.name)}>
        {say.upload}
      </Button>
    </form>
  )
}
