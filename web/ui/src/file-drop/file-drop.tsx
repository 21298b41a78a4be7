import { Camera, FileText, Upload } from 'lucide-react'
import { type ChangeEvent, type DragEvent, useState } from 'react'
import { Button, buttonClass } from '../button/button.tsx'
import { fileSize } from './file-size.ts'
import styles from './file-drop.module.css'
import { fileDropMessages as say } from './messages.ts'

export interface FileEntry {
  id: string
  name: string
  size: number
  state: 'waiting' | 'uploading' | 'done' | 'failed'
  /** 0 to 1 while uploading. */
  share?: number
  /** Why it failed, in words. */
  problem?: string | undefined
  href?: string | undefined
}

export interface FileDropProps {
  id: string
  label: string
  accept?: string
  multiple?: boolean
  files: readonly FileEntry[]
  onAdd: (files: File[]) => void
  onRetry: (id: string) => void
  onRemove?: (id: string) => void
  describedBy?: string | undefined
}

/** Choosing, photographing or dropping files, and what becomes of each. */
export function FileDrop(props: FileDropProps) {
  const { id, label, accept, multiple, files, onAdd } = props
  const [isOver, setOver] = useState(false)
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onAdd([...(event.target.files ?? [])])
    event.target.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = [...event.dataTransfer.files]
    onAdd(multiple ? dropped : dropped.slice(0, 1))
  }
  return (
    <div className={styles.field}>
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Picker {...{ id, label, accept, multiple, take }} describedBy={props.describedBy} />
        <span className={styles.hint}>{say.drop}</span>
      </div>
      {files.length > 0 && (
        <ul className={styles.files} aria-label={say.list}>
          {files.map((file) => (
            <FileLine key={file.id} file={file} onRetry={props.onRetry} onRemove={props.onRemove} />
          ))}
        </ul>
      )}
    </div>
  )
}

interface PickerProps extends Pick<FileDropProps, 'id' | 'label' | 'accept' | 'multiple' | 'describedBy'> {
  take: (event: ChangeEvent<HTMLInputElement>) => void
}

function Picker({ id, label, accept, multiple, describedBy, take }: PickerProps) {
  return (
    <>
      <span className={styles.pick}>
        <input
          type="file"
          id={id}
          accept={accept}
          multiple={multiple}
          onChange={take}
          aria-label={`${say.choose}:${label}`}
          aria-describedby={describedBy}
        />
        <label htmlFor={id} className={buttonClass({ look: 'plain' })}>
          <Upload aria-hidden="true" />
          {say.choose}
        </label>
      </span>
      <span className={`${styles.pick} ${styles.camera}`}>
        <input
          type="file"
          id={`${id}-camera`}
          accept="image/*"
          capture="environment"
          onChange={take}
          aria-label={`${say.camera}:${label}`}
        />
        <label htmlFor={`${id}-camera`} className={buttonClass({ look: 'plain' })}>
          <Camera aria-hidden="true" />
          {say.camera}
        </label>
      </span>
    </>
  )
}

function FileLine({ file, onRetry, onRemove }: { file: FileEntry } & Pick<FileDropProps, 'onRetry' | 'onRemove'>) {
  return (
    <li data-state={file.state}>
      <FileText aria-hidden="true" size={20} />
      <div className={styles.about}>
        {file.href ? <a href={file.href}>{file.name}</a> : <span>{file.name}</span>}
        <span className={styles.state} role={file.state === 'failed' ? 'alert' : undefined}>
          {fileSize(file.size)} · {stateWord(file)}
        </span>
        {file.state === 'uploading' && (
          <progress max={1} value={file.share ?? 0} aria-label={say.progressOf(file.name)} />
        )}
      </div>
      {file.state === 'failed' && (
        <Button look="quiet" onClick={() => onRetry(file.id)} aria-label={say.retryFile(file.name)}>
          {say.retry}
        </Button>
      )}
      {onRemove && file.state !== 'uploading' && (
        <Button look="quiet" onClick={() => onRemove(file.id)} aria-label={say.removeFile(file.name)}>
          {say.remove}
        </Button>
      )}
    </li>
  )
}

function stateWord(file: FileEntry): string {
  if (file.state === 'uploading') return say.uploading(Math.round((file.share ?? 0) * 100))
  if (file.state === 'failed') return file.problem ?? say.failed
  return file.state === 'done' ? say.done : say.waiting
}
