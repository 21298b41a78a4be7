import { Button, CheckboxGroup, Select } from '@yiwang/ui'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { kindWord, nameOf } from './element-words.ts'
import { ADDED } from './flow-modeler.ts'
import type { Added, Drawn, FlowModeler } from './flow-modeler.ts'
import styles from './flow-draft.module.css'
import { LinesOf } from './lines-of.tsx'
import { editorMessages as say } from './messages.ts'
import { StepRuleFields } from './step-rule-fields.tsx'
import { TableFields } from './table-fields.tsx'
import { Written } from '../../shared/written.tsx'

interface FormProps {
  modeler: FlowModeler
  element: Drawn
}

/** What the selected element says, and what can be done with it; nothing selected: the flow as a whole. */
export function ElementForm({ modeler, id }: { modeler: FlowModeler; id: string | undefined }) {
  const root = modeler.root()
  const element = (id === undefined ? undefined : modeler.find(id)) ?? root
  const props: FormProps = { modeler, element }
  const { $type } = element.businessObject
  const isLine = $type === 'bpmn:SequenceFlow'
  return (
    <div className={styles.form}>
      <p className={styles.soft}>{kindWord(element.businessObject)}</p>
      <Attribute {...props} name="name" label={say.name} />
      {$type === 'bpmn:UserTask' && <TaskFields {...props} />}
      {$type === 'bpmn:BusinessRuleTask' && <TableFields {...props} />}
      {(ATTRIBUTES[$type] ?? []).map((name) => (
        <Attribute key={name} {...props} name={name} label={say.attributes[name]} />
      ))}
      {isTimer(element) && <Wait {...props} />}
      {!isLine && element.outgoing.length > 0 && <LinesOf {...props} />}
      {element !== root && !isLine && <After {...props} />}
      {element !== root && (
        <div>
          <Button
            look="quiet"
            icon={<Trash2 size={18} aria-hidden="true" />}
            onClick={() => {
              modeler.remove(element.id)
              modeler.select('')
            }}
          >
            {say.remove}
          </Button>
        </div>
      )}
    </div>
  )
}

type AttributeName = keyof typeof say.attributes

const ATTRIBUTES: Readonly<Record<string, readonly AttributeName[]>> = {
  'bpmn:Process': ['yiwang:variables'],
  'bpmn:ServiceTask': ['yiwang:service', 'yiwang:text'],
  'bpmn:CallActivity': ['calledElement', 'yiwang:version'],
}

/** Written into the file when the field is left, so that one act of undoing takes back one change. */
function Attribute({ modeler, element, name, label }: FormProps & { name: string; label: string }) {
  const value = element.businessObject.get(name)
  return (
    <Written
      id={`element-${name.replace(':', '-')}`}
      label={label}
      value={typeof value === 'string' ? value : ''}
      onWrite={(text) => modeler.set(element.id, { [name]: text || undefined })}
    />
  )
}

function TaskFields({ modeler, element }: FormProps) {
  const { businessObject: task } = element
  const before = modeler.shapes().filter((one) => one.type === 'bpmn:UserTask' && one.id !== element.id)
  const distinct = String(task.get('yiwang:distinctFrom') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
  const set = (name: string, value: string) => modeler.set(element.id, { [`yiwang:${name}`]: value || undefined })
  return (
    <>
      <Select
        id="element-step"
        label={say.step}
        choices={Object.entries(say.steps).map(([value, label]) => ({ value, label }))}
        value={String(task.get('yiwang:step') ?? '')}
        onChange={(event) => set('step', event.target.value)}
      />
      <Select
        id="element-role"
        label={say.role}
        choices={Object.entries(say.roles).map(([value, label]) => ({ value, label }))}
        value={String(task.get('yiwang:role') ?? '')}
        onChange={(event) => set('role', event.target.value)}
      />
      <Written
        id="element-limit"
        label={say.limit}
        short
        value={String(task.get('yiwang:limitWorkdays') ?? '')}
        onWrite={(text) => set('limitWorkdays', text)}
      />
      {before.length > 0 && (
        <CheckboxGroup
          id="element-distinct"
          name="element-distinct"
          label={say.distinct}
          help={say.distinctHelp}
          choices={before.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={distinct}
          onChange={({ target }) => {
            const next = target.checked ? [...distinct, target.value] : distinct.filter((one) => one !== target.value)
            set('distinctFrom', next.join(','))
          }}
        />
      )}
      <StepRuleFields modeler={modeler} element={element} />
    </>
  )
}

function isTimer({ businessObject }: Drawn): boolean {
  return businessObject.eventDefinitions?.[0]?.$type === 'bpmn:TimerEventDefinition'
}

function Wait({ modeler, element }: FormProps) {
  const workdays = element.businessObject.eventDefinitions?.[0]?.get('yiwang:workdays')
  return (
    <Written
      id="element-wait"
      label={say.wait}
      short
      value={String(workdays ?? '')}
      onWrite={(text) => modeler.setWait(element.id, text || undefined)}
    />
  )
}

const ENDS = new Set(['bpmn:EndEvent'])

/** What comes after the element: something new, or something that is there. */
function After({ modeler, element }: FormProps) {
  const [target, setTarget] = useState('')
  if (ENDS.has(element.type)) return null
  const others = modeler.shapes().filter((one) => one.id !== element.id && one.type !== 'bpmn:StartEvent')
  return (
    <fieldset className={styles.after}>
      <legend>{say.after}</legend>
      <div className={styles.tools}>
        {(Object.keys(ADDED) as Added[]).map((kind) => (
          <Button
            key={kind}
            look="quiet"
            icon={<Plus size={18} aria-hidden="true" />}
            onClick={() => void modeler.add(element.id, kind, say.added[kind])}
          >
            {say.added[kind]}
          </Button>
        ))}
      </div>
      <div className={styles.tools}>
        <Select
          id="element-connect"
          label={say.connect}
          choices={others.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <Button disabled={target === ''} onClick={() => modeler.connect(element.id, target)}>
          {say.connectAct}
        </Button>
      </div>
    </fieldset>
  )
}
