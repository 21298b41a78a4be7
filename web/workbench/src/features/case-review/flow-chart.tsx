import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import type { CaseView } from '@yiwang/server/contract/cases'
import type { FlowState } from '@yiwang/server/contract/flows'
import { Button } from '@yiwang/ui'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef } from 'react'
import styles from './flow-chart.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.flow

interface Canvas {
  zoom(level?: 'fit-viewport' | number, centre?: 'auto'): number
  addMarker(elementId: string, marker: string): void
}

/** The item's own flow, with the token on the step where the case is. The list below says the same in words. */
export function FlowChart({ flow, tasks }: { flow: FlowState; tasks: CaseView['tasks'] }) {
  const place = useRef<HTMLDivElement>(null)
  const viewer = useRef<NavigatedViewer>(undefined)
  useEffect(() => {
    if (place.current === null) return undefined
    const chart = new NavigatedViewer({ container: place.current })
    viewer.current = chart
    void chart.importXML(flow.xml).then(() => {
      const canvas = canvasOf(chart)
      for (const element of flow.done) canvas.addMarker(element, 'passed')
      for (const element of flow.tokens) canvas.addMarker(element, 'token')
      canvas.zoom('fit-viewport', 'auto')
    })
    return () => chart.destroy()
  }, [flow])
  const zoom = (by: (level: number) => number | 'fit-viewport') => {
    if (viewer.current === undefined) return
    const canvas = canvasOf(viewer.current)
    canvas.zoom(by(canvas.zoom()), 'auto')
  }
  return (
    <div className={styles.chart}>
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
      <div ref={place} className={styles.canvas} role="group" aria-label={say.label} />
      <ol className={styles.steps} aria-label={say.steps}>
        {tasks.map((task) => (
          <li key={task.taskId} data-state={task.state}>
            {task.name} · {say.states[task.state]}
            {task.performerName !== undefined && ` · ${task.performerName}`}
          </li>
        ))}
      </ol>
    </div>
  )
}

function canvasOf(viewer: NavigatedViewer): Canvas {
  return viewer.get<Canvas>('canvas')
}
