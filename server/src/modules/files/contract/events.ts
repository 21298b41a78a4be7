import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

/** The name of the file may hold a person's name: it stays out of the ledger, the digest of the content stands for it. */
export const FileStored = event(
  'files/FileStored.v1',
  Type.Object({
    fileId: Type.String(),
    sha256: Type.String(),
    bytes: Type.Integer(),
    mediaType: Type.String(),
    purpose: Type.String(),
  }),
  { title: '保存文件', stream: (body) => streamOf('file', body.fileId) },
)

export const FileLinked = event(
  'files/FileLinked.v1',
  Type.Object({ fileId: Type.String(), subject: Type.String(), sha256: Type.String() }),
  { title: '归入材料', stream: (body) => streamOf('file', body.fileId) },
)

/** The content is removed as soon as no other file has the same; its digest is in the record since it was stored. */
export const FileErased = event('files/FileErased.v1', Type.Object({ fileId: Type.String(), sha256: Type.String() }), {
  title: '删除文件',
  stream: (body) => streamOf('file', body.fileId),
})

/** Malware was found in what somebody sent; the name of the file stays out, as above, and nothing of it is kept. */
export const UploadRefused = event(
  'files/UploadRefused.v1',
  Type.Object({
    uploadId: Type.String(),
    sha256: Type.String(),
    bytes: Type.Integer(),
    purpose: Type.String(),
    signature: Type.String(),
  }),
  { title: '拒收带病毒的文件', stream: (body) => streamOf('upload', body.uploadId) },
)
