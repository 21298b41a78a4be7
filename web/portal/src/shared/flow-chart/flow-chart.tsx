import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import Viewer from 'bpmn-js/lib/Viewer'
import { useEffect, useRef, useState } from 'react'
import styles from './flow-chart.module.css'

export interface FlowChartProps {
  /** Where the BPMN of the chart is read. */
  source: string
  words: { title: string; failed: string; note: string; wide: string }
}

/** The flow chart, drawn from the very file that is executed. */
export default function FlowChart({ source, words }: FlowChartProps) {
  const canvas = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing')
  const [isWide, setWide] = useState(false)

  useEffect(() => {
    if (!canvas.current) return undefined
    const viewer = new Viewer({ container: canvas.current })
    const abort = new AbortController()
    draw(viewer, source, abort.signal)
      .then((size) => {
        if (!canvas.current) return
        setWide(makeRoom(canvas.current, size))
        setState('drawn')
        fit(viewer)
      })
      .catch(() => {
        if (!abort.signal.aborted) setState('failed')
      })
    return () => {
      abort.abort()
      viewer.destroy()
    }
  }, [source])

  return (
    <figure className={styles.figure} data-state={state}>
      <div className={styles.frame} tabIndex={0} role="group" aria-label={words.title}>
        <div ref={canvas} className={styles.canvas} aria-hidden="true" />
      </div>
      <figcaption>{state === 'failed' ? words.failed : `${words.note}${isWide ? words.wide : ''}`}</figcaption>
    </figure>
  )
}

interface ChartCanvas {
  zoom(to: 'fit-viewport', center: 'auto'): void
  resized(): void
  viewbox(): { inner: { width: number; height: number } }
}

async function draw(viewer: Viewer, source: string, signal: AbortSignal): Promise<{ width: number; height: number }> {
  const response = await fetch(source, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${source} answered ${response.status}`)
  const { xml } = (await response.json()) as { xml: string }
  await viewer.importXML(xml)
  const { inner } = viewer.get<ChartCanvas>('canvas').viewbox()
  return { width: inner.width + 40, height: inner.height + 40 }
}

/** Smaller than this its words can't be read; a chart that does not fit then scrolls in its frame. */
const smallestScale = 0.8

function makeRoom(canvas: HTMLElement, chart: { width: number; height: number }): boolean {
  const room = canvas.parentElement?.clientWidth ?? chart.width
  const scale = Math.min(1, Math.max(smallestScale, room / chart.width))
  canvas.style.inlineSize = `${Math.max(room, chart.width * scale)}px`
  canvas.style.blockSize = `${chart.height * scale}px`
  return chart.width * scale > room
}

function fit(viewer: Viewer): void {
  const chart = viewer.get<ChartCanvas>('canvas')
  chart.resized()
  chart.zoom('fit-viewport', 'auto')
}
