import { useQuery } from '@tanstack/react-query'
import { problemOf } from '@yiwang/client'
import { Button } from '@yiwang/ui'
import { useMemo } from 'react'
import styles from './file-preview.module.css'
import { sharedMessages } from './messages.ts'
import { Loaded } from './page-states.tsx'

const say = sharedMessages.preview

export interface PreviewFile {
  href: string
  fileName: string
  mediaType: string
}

/**
 * Shows a file in the page. It is fetched first: a refusal then reads like any other, and the browser's own PDF view
 * does not work inside the sandbox in which the server serves what people have uploaded.
 */
export function FilePreview({ file, onClose }: { file: PreviewFile; onClose(): void }) {
  const reading = useQuery({
    queryKey: ['file', file.href],
    queryFn: ({ signal }) => readFile(file.href, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section className={styles.preview} aria-label={say.label}>
      <header className={styles.head}>
        <span className={styles.name}>{file.fileName}</span>
        <a href={savingHref(file.href)} download={file.fileName}>
          {say.save}
        </a>
        <Button look="quiet" onClick={onClose}>
          {sharedMessages.close}
        </Button>
      </header>
      <Loaded reading={reading}>{(content) => <Content file={file} content={content} />}</Loaded>
    </section>
  )
}

function Content({ file, content }: { file: PreviewFile; content: Blob }) {
  const show = useMemo(() => showing(content), [content])
  const isImage = content.type.startsWith('image/')
  if (!isImage && content.type !== 'application/pdf') return <p>{say.none}</p>
  return isImage ? (
    <img className={styles.image} ref={show} alt={say.image(file.fileName)} />
  ) : (
    <iframe className={styles.frame} ref={show} title={say.frame(file.fileName)} />
  )
}

/** Gives the element the file's address when it appears, and frees the memory when it goes. */
function showing(content: Blob) {
  return (element: HTMLImageElement | HTMLIFrameElement | null) => {
    if (element === null) return undefined
    const url = URL.createObjectURL(content)
    // The browser's own PDF view opens without its list of pages.
    element.src = element instanceof HTMLIFrameElement ? `${url}#navpanes=0` : url
    return () => URL.revokeObjectURL(url)
  }
}

async function readFile(href: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(href, { signal, credentials: 'same-origin' })
  if (response.ok) return response.blob()
  const header = (name: string) => response.headers.get(name) ?? undefined
  throw problemOf({ status: response.status, header, text: await response.text() })
}

function savingHref(href: string): string {
  return `${href}${href.includes('?') ? '&' : '?'}save=true`
}
