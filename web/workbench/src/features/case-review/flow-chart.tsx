import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import type { CaseView } from '@yiwang/server/contract/cases'
import { type FlowState, YIWANG_MODDLE } from '@yiwang/server/contract/flows'
import { Button } from '@yiwang/ui'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef, useState } from 'react'
import { riskText } from '../../shared/flow-trial/risk-text.ts'
import styles from './flow-chart.module.css'
import { caseMessages } from './messages.ts'

const say = caseMessages.flow

interface Canvas {
  zoom(level?: 'fit-viewport' | number, centre?: 'auto'): number
  addMarker(elementId: string, marker: string): void
  scrollToElement(elementId: string, padding: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>): void
}

/** Smaller than this its words can't be read. */
const SMALLEST_SCALE = 0.8
const AROUND_TOKEN = { top: 60, right: 160, bottom: 60, left: 160 }

/** The item's own flow, with the token on the step where the case is. The list below says the same in words. */
export function FlowChart({ flow, tasks }: { flow: FlowState; tasks: CaseView['tasks'] }) {
  const place = useRef<HTMLDivElement>(null)
  const viewer = useRef<NavigatedViewer>(undefined)
  const [risks, setRisks] = useState<readonly Risk[]>([])
  useEffect(() => {
    if (place.current === null) return undefined
    const chart = new NavigatedViewer({ container: place.current, moddleExtensions: { yiwang: YIWANG_MODDLE } })
    viewer.current = chart
    void chart.importXML(flow.xml).then(() => {
      const canvas = canvasOf(chart)
      for (const element of flow.done) canvas.addMarker(element, 'passed')
      for (const element of flow.tokens) canvas.addMarker(element, 'token')
      setRisks(risksIn(chart))
      showToken(canvas, flow.tokens[0])
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
      {risks.length > 0 && (
        <ul className={styles.steps} aria-label={say.risks}>
          {risks.map(({ id, name, text }) => (
            <li key={id}>
              <b>{name}</b> {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface Risk {
  readonly id: string
  readonly name: string
  readonly text: string
}

interface DrawnStep {
  readonly id: string
  readonly businessObject: { readonly name?: string; get(name: string): unknown }
}

/** 廉政风险点 as the drawing says them: the file that is executed. */
function risksIn(viewer: NavigatedViewer): Risk[] {
  const steps = viewer
    .get<{ filter(keep: (one: DrawnStep & { type: string }) => boolean): DrawnStep[] }>('elementRegistry')
    .filter(({ type }) => type === 'bpmn:UserTask')
  return steps.flatMap(({ id, businessObject }) => {
    const said = (name: string) => String(businessObject.get(`yiwang:${name}`) ?? '')
    const risk = { form: said('risk'), level: said('riskLevel'), measure: said('riskMeasure') }
    return risk.form === '' ? [] : [{ id, name: businessObject.name ?? id, text: riskText(risk) }]
  })
}

/** All of it where that can be read, else the part where the case is. */
function showToken(canvas: Canvas, token: string | undefined): void {
  canvas.zoom('fit-viewport', 'auto')
  if (token === undefined || canvas.zoom() >= SMALLEST_SCALE) return
  canvas.zoom(SMALLEST_SCALE, 'auto')
  canvas.scrollToElement(token, AROUND_TOKEN)
}

function canvasOf(viewer: NavigatedViewer): Canvas {
  return viewer.get<Canvas>('canvas')
}
