import { Button } from '@yiwang/ui'
import { Form } from 'react-router'
import { Seals } from '../forms/seals.tsx'
import { materialMessages as say } from './messages.ts'

interface RemoveFileProps {
  materialId: string
  file: { fileId: string; fileName: string }
  version: number
  intentKey: string
}

/** The page's own action removes the file: it knows the case. */
export function RemoveFile({ materialId, file, version, intentKey }: RemoveFileProps) {
  return (
    <Form method="post" preventScrollReset>
      <Seals intentKey={`${intentKey}-${file.fileId.slice(-12)}`} version={version} />
      <input type="hidden" name="materialId" value={materialId} />
      <input type="hidden" name="fileId" value={file.fileId} />
      <Button type="submit" look="quiet" aria-label={say.removeFile(file.fileName)}>
        {say.remove}
      </Button>
    </Form>
  )
}
