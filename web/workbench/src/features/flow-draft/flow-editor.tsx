import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Card, NoticePanel } from '@yiwang/ui'
import { Maximize, Redo2, Undo2, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ElementForm } from './element-form.tsx'
import { ElementList } from './element-list.tsx'
import { FlowModeler } from './flow-modeler.ts'
import { mark, namesOf } from './marks.ts'
import styles from './flow-draft.module.css'
import { editorMessages as say } from './messages.ts'

interface FlowEditorProps {
  /** The file that is opened; what is drawn since is told by `onChange`. */
  xml: string
  problems: readonly FlowProblem[]
  trace: readonly string[]
  onChange(xml: string): void
}

/**
 * 流程图的设计: the drawing with a mouse, and everything that it can do by the list and the forms beside it, with a keyboard. What
 * is wrong is marked where it stands.
 */
export function FlowEditor({ xml, problems, trace, onChange }: FlowEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const [modeler, setModeler] = useState<FlowModeler>()
  const [selected, setSelected] = useState<string>()
  const [, setTurn] = useState(0)
  const [isUndrawn, setUndrawn] = useState(false)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  }, [onChange])
  useEffect(() => {
    if (place.current === null) return undefined
    const opened = openIn(place.current, xml, {
      onOpen: setModeler,
      onFail: () => setUndrawn(true),
      onSelect: setSelected,
      onChange: (text) => {
        setTurn((turn) => turn + 1)
        tell.current(text)
      },
    })
    return () => {
      setModeler(undefined)
      setSelected(undefined)
      opened.close()
    }
  }, [xml])
  useEffect(() => {
    if (!modeler) return undefined
    const wrong = problems.flatMap(({ elementId }) => elementId ?? [])
    const undo = [mark(modeler.viewer, wrong, 'wrong'), mark(modeler.viewer, trace, 'way')]
    return () => {
      for (const one of undo) one()
    }
  }, [modeler, problems, trace])
  return (
    <div className={styles.form}>
      {modeler && <Tools modeler={modeler} />}
      <div ref={place} className={styles.canvas} role="group" aria-label={say.drawing} />
      {modeler && trace.length > 0 && (
        <p className={styles.soft}>
          {say.path}：{namesOf(modeler.viewer, trace).join(' → ')}
        </p>
      )}
      {isUndrawn && (
        <NoticePanel tone="red" role="alert">
          <p>{say.undrawn}</p>
        </NoticePanel>
      )}
      {modeler && (
        <div className={styles.columns}>
          <Card title={say.elements}>
            <ElementList modeler={modeler} selected={selected} problems={problems} />
          </Card>
          <Card title={say.properties}>
            <ElementForm key={selected ?? ''} modeler={modeler} id={selected} />
          </Card>
        </div>
      )}
    </div>
  )
}

interface Listener {
  onOpen(modeler: FlowModeler): void
  onFail(): void
  onSelect(id: string | undefined): void
  onChange(xml: string): void
}

/** The file is written anew after each change; a file that was closed meanwhile says nothing. */
function openIn(place: HTMLElement, xml: string, { onOpen, onFail, onSelect, onChange }: Listener): FlowModeler {
  let isOpen = false
  let isClosed = false
  const modeler = new FlowModeler(place, {
    onSelect,
    onChange: () => {
      if (isOpen) void modeler.toXml().then((text) => !isClosed && onChange(text))
    },
  })
  modeler.open(xml).then(
    () => {
      isOpen = true
      if (!isClosed) onOpen(modeler)
    },
    () => !isClosed && onFail(),
  )
  const close = modeler.close.bind(modeler)
  modeler.close = () => {
    isClosed = true
    close()
  }
  return modeler
}

function Tools({ modeler }: { modeler: FlowModeler }) {
  const can = modeler.can()
  return (
    <div className={styles.tools} role="toolbar" aria-label={say.tools}>
      <Button
        look="quiet"
        icon={<Undo2 size={18} aria-hidden="true" />}
        disabled={!can.undo}
        onClick={() => modeler.undo()}
      >
        {say.undo}
      </Button>
      <Button
        look="quiet"
        icon={<Redo2 size={18} aria-hidden="true" />}
        disabled={!can.redo}
        onClick={() => modeler.redo()}
      >
        {say.redo}
      </Button>
      <Button look="quiet" icon={<Maximize size={18} aria-hidden="true" />} onClick={() => modeler.fit()}>
        {say.fit}
      </Button>
      <Button look="quiet" icon={<ZoomIn size={18} aria-hidden="true" />} onClick={() => modeler.zoom(1.25)}>
        {say.zoomIn}
      </Button>
      <Button look="quiet" icon={<ZoomOut size={18} aria-hidden="true" />} onClick={() => modeler.zoom(0.8)}>
        {say.zoomOut}
      </Button>
    </div>
  )
}
