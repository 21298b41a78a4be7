import { useMutation } from '@tanstack/react-query'
import { ApiProblem, upload } from '@yiwang/client'
import { MATERIAL_FILES, UploadMaterialFile, draftFilePath } from '@yiwang/server/contract/catalogue'
import type { DraftContent, MaterialFile, MaterialFileKind } from '@yiwang/server/contract/catalogue'
import { FileDrop } from '@yiwang/ui'
import type { FileEntry } from '@yiwang/ui'
import { createContext, use, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { transport } from '../../shared/api.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { frameOf } from './field-frame.ts'
import type { FieldProps, Path } from './field-shape.ts'
import { idOf } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages } from './messages.ts'

const say = draftsMessages.forms
const MOST_BYTES = 10 * 1_048_576

interface Keeping {
  readonly draftId: string
  readonly keeper: DraftKeeper
}

const KeepingContext = createContext<Keeping | undefined>(undefined)

/** The draft in which files are kept. */
export function FilesOfDraft({ draftId, keeper, children }: Keeping & { children: ReactNode }) {
  return <KeepingContext value={useMemo(() => ({ draftId, keeper }), [draftId, keeper])}>{children}</KeepingContext>
}

export function isMaterialFile(path: Path): boolean {
  return path.length === 3 && path[0] === 'materials' && String(path[2]) in MATERIAL_FILES
}

/** 空白表格 or 示例样表 of a material: uploaded, replaced, taken away. What was uploaded is saved with the rest of the part. */
export function MaterialFileField(props: FieldProps) {
  const keeping = use(KeepingContext)
  return keeping ? <Editing {...props} keeping={keeping} /> : null
}

function Editing({ keeping, ...props }: FieldProps & { keeping: Keeping }) {
  const { path, value, onChange } = props
  const [share, setShare] = useState(0)
  const uploading = useUpload({ keeping, path, onProgress: setShare })
  const { error, help, id, label } = frameOf(props)
  const [tooLarge, setTooLarge] = useState<File>()
  const take = ([file]: File[]) => {
    uploading.reset()
    setTooLarge(undefined)
    if (!file) return
    if (file.size > MOST_BYTES) return setTooLarge(file)
    setShare(0)
    uploading.mutate(file)
  }
  const coming = tooLarge ?? uploading.variables
  const entries = [
    ...keptEntry(value, keeping.draftId),
    ...(coming && !uploading.isSuccess
      ? [comingEntry(coming, { share, tooLarge: !!tooLarge, error: uploading.error })]
      : []),
  ]
  return (
    <fieldset className={styles.group} id={id} tabIndex={-1}>
      <legend>{say.optional(label)}</legend>
      {error !== undefined && <p className={styles.wrong}>{error}</p>}
      {help !== undefined && <p className={styles.soft}>{help}</p>}
      <FileDrop
        id={`${idOf(path)}-file`}
        label={label}
        accept={say.accept}
        files={entries}
        describedBy={`${idOf(path)}-help`}
        onAdd={take}
        onRetry={() => coming && take([coming])}
        onRemove={(entry) => {
          if (entry === KEPT) return onChange(undefined)
          uploading.reset()
          setTooLarge(undefined)
        }}
      />
      <p className={styles.soft} id={`${idOf(path)}-help`}>
        {say.help}
      </p>
    </fieldset>
  )
}

const KEPT = 'kept'

function keptEntry(value: unknown, draftId: string): FileEntry[] {
  const { name, bytes, sha256 } = (value ?? {}) as Partial<MaterialFile>
  if (name === undefined || sha256 === undefined) return []
  return [{ id: KEPT, name, size: Number(bytes), state: 'done', href: draftFilePath(draftId, sha256) }]
}

function comingEntry(
  { name, size }: File,
  { share, tooLarge, error }: { share: number; tooLarge: boolean; error: Error | null },
): FileEntry {
  const problem = tooLarge ? say.tooLarge : error instanceof ApiProblem ? error.text : undefined
  const failed = tooLarge || error !== null
  return { id: 'coming', name, size, state: failed ? 'failed' : 'uploading', share, problem }
}

/** The file lands on the material for which it was chosen, wherever that stands by then, and whatever was typed meanwhile. */
function useUpload({ keeping, path, onProgress }: { keeping: Keeping; path: Path; onProgress(share: number): void }) {
  const { draftId, keeper } = keeping
  const [, place, kind] = path
  const materials = () => keeper.get('materials').content.materials ?? []
  return useMutation({
    mutationFn: async (file: File) => {
      const materialId = materials()[Number(place)]?.id
      const stored = await upload(UploadMaterialFile, { draftId }, { transport, file, onProgress })
      keeper.change('materials', {
        ...keeper.get('materials').content,
        materials: materials().map((one) =>
          one.id === materialId ? withFile(one, kind as MaterialFileKind, stored) : one,
        ),
      })
    },
  })
}

type TypedMaterial = NonNullable<DraftContent['materials']>[number]

function withFile(material: TypedMaterial, kind: MaterialFileKind, file: MaterialFile): TypedMaterial {
  return { ...material, [kind]: file }
}
