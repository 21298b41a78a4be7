import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button } from '@yiwang/ui'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef, useState } from 'react'
import styles from './flow-draft.module.css'
import { draftMessages as say } from './messages.ts'

interface Canvas {
  zoom(level?: 'fit-viewport' | number, centre?: 'auto'): number
  addMarker(elementId: string, marker: string): void
  removeMarker(elementId: string, marker: string): void
}

interface Registry {
  get(elementId: string): { readonly businessObject?: { readonly name?: string } } | undefined
}

/** The draft as it is drawn: what is wrong in red, the run that shows it in blue, its steps below in words. */
export function DraftDrawing(props: { xml: string; problems: readonly FlowProblem[]; trace: readonly string[] }) {
  const { xml, problems, trace } = props
  const place = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<NavigatedViewer>()
  const [isUndrawn, setUndrawn] = useState(false)
  useEffect(() => {
    if (place.current === null) return undefined
    const chart = new NavigatedViewer({ container: place.current })
    let isGone = false
    chart.importXML(xml).then(
      () => {
        if (isGone) return
        canvasOf(chart).zoom('fit-viewport', 'auto')
        setViewer(chart)
      },
      () => setUndrawn(!isGone),
    )
    return () => {
      isGone = true
      setViewer(undefined)
      chart.destroy()
    }
  }, [xml])
  useEffect(
    () =>
      viewer
        ? mark(
            viewer,
            problems.flatMap(({ elementId }) => elementId ?? []),
            'wrong',
          )
        : undefined,
    [viewer, problems],
  )
  useEffect(() => (viewer ? mark(viewer, trace, 'way') : undefined), [viewer, trace])
  if (isUndrawn) return <p className={styles.soft}>{say.undrawn}</p>
  const zoom = (by: (level: number) => number | 'fit-viewport') => {
    if (viewer) canvasOf(viewer).zoom(by(canvasOf(viewer).zoom()), 'auto')
  }
  return (
    <div className={styles.form}>
      <div className={styles.tools}>
        <Button look="quiet" onClick={() => zoom(() => 'fit-viewport')}>
          {say.fit}
        </Button>
        <Button look="quiet" onClick={() => zoom((level) => level * 1.25)}>
          {say.zoomIn}
        </Button>
        <Button look="quiet" onClick={() => zoom((level) => level / 1.25)}>
          {say.zoomOut}
        </Button>
      </div>
      <div ref={place} className={styles.canvas} role="group" aria-label={say.drawing} />
      {viewer && trace.length > 0 && (
        <p className={styles.soft}>
          {say.path}：{namesOf(viewer, trace).join(' → ')}
        </p>
      )}
    </div>
  )
}

function mark(viewer: NavigatedViewer, ids: readonly string[], marker: string): () => void {
  const registry = viewer.get<Registry>('elementRegistry')
  const shown = [...new Set(ids)].filter((id) => registry.get(id) !== undefined)
  for (const id of shown) canvasOf(viewer).addMarker(id, marker)
  return () => {
    for (const id of shown) canvasOf(viewer).removeMarker(id, marker)
  }
}

/** Elements by name; lines and elements without one say nothing in words. */
function namesOf(viewer: NavigatedViewer, ids: readonly string[]): string[] {
  const registry = viewer.get<Registry>('elementRegistry')
  return ids.flatMap((id) => registry.get(id)?.businessObject?.name || [])
}

function canvasOf(viewer: NavigatedViewer): Canvas {
  return viewer.get<Canvas>('canvas')
}
