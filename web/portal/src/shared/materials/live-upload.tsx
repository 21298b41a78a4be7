import { ApiProblem, createBrowserTransport, upload } from '@yiwang/client'
import { AttachMaterial, type CaseMaterial } from '@yiwang/server/contract/cases'
import { FileDrop, type FileEntry, useSay } from '@yiwang/ui'
import { useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import { acceptedTypes, maxFileBytes } from './accepted-types.ts'
import { materialMessages as say } from './messages.ts'

interface LiveUploadProps {
  id: string
  caseId: string
  material: CaseMaterial
}

const transport = createBrowserTransport()

interface Sending {
  entry: FileEntry
  file: File
  /** Kept over retries: the same file is stored once. */
  key: string
}

/** Uploads several files one after another, shows how far each is, and offers to try again. */
export default function LiveUpload({ id, caseId, material }: LiveUploadProps) {
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  const queue = useRef(Promise.resolve())
  const { revalidate } = useRevalidator()
  const tell = useSay()

  const change = (entryId: string, part: Partial<FileEntry>) =>
    setSendings((all) => all.map((one) => (one.entry.id === entryId ? withPart(one, part) : one)))

  const send = async ({ entry, file, key }: Sending) => {
    change(entry.id, { state: 'uploading', share: 0, problem: undefined })
    try {
      await upload(
        AttachMaterial,
        { caseId, materialId: material.materialId },
        { transport, file, idempotencyKey: key, onProgress: (share) => change(entry.id, { share }) },
      )
      setSendings((all) => all.filter((one) => one.entry.id !== entry.id))
      tell(say.uploaded(file.name))
      await revalidate()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      change(entry.id, { state: 'failed', problem: error.text })
    }
  }

  /** One after another: each upload changes the case that the next one is attached to. */
  const enqueue = (one: Sending) => {
    queue.current = queue.current.then(() => send(one))
  }

  const add = (files: File[]) => {
    const added = files.map(sendingOf)
    setSendings((all) => [...all, ...added])
    for (const one of added) if (one.entry.state === 'waiting') enqueue(one)
  }

  const retry = (entryId: string) => {
    const one = sendings.find((sending) => sending.entry.id === entryId)
    if (one) enqueue(one)
  }

  return (
    <FileDrop
      id={id}
      label={material.name}
      accept={acceptedTypes}
      multiple
      files={sendings.map((one) => one.entry)}
      onAdd={add}
      onRetry={retry}
      onRemove={(entryId) => setSendings((all) => all.filter((one) => one.entry.id !== entryId))}
    />
  )
}

function sendingOf(file: File): Sending {
  const isTooLarge = file.size > maxFileBytes
  const entry: FileEntry = {
    id: crypto.randomUUID(),
    name: file.name,
    size: file.size,
    state: isTooLarge ? 'failed' : 'waiting',
    ...(isTooLarge && { problem: say.tooLarge }),
  }
  return { entry, file, key: crypto.randomUUID() }
}

function withPart(one: Sending, part: Partial<FileEntry>): Sending {
  return { ...one, entry: { ...one.entry, ...part } }
}
