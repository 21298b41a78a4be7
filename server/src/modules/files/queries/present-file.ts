import type { FileView } from '../contract/file.ts'
import { previewOf } from '../domain/file-type.ts'
import type { StoredFile } from '../store/file-store.ts'

export function presentFile(file: StoredFile): FileView {
  return {
    id: file.id,
    fileName: file.fileName,
    mediaType: file.mediaType,
    bytes: file.bytes,
    sha256: file.sha256,
    purpose: file.purpose,
    storedAt: file.storedAt.toISOString(),
    preview: previewOf(file.mediaType),
  }
}
