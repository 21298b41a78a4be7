import { Button, Select } from '@yiwang/ui'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { nameOf } from './element-words.ts'
import type { Drawn, FlowModeler } from './flow-modeler.ts'
import styles from './flow-draft.module.css'
import { editorMessages as say } from './messages.ts'
import { Written } from '../../shared/written.tsx'

const CHOOSING = new Set(['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'])

/** Where it goes on from here; of a choice, when. */
export function LinesOf({ modeler, element }: { modeler: FlowModeler; element: Drawn }) {
  const isChoice = CHOOSING.has(element.type)
  return (
    <fieldset className={styles.after}>
      <legend>{say.lines}</legend>
      <ul className={styles.lines}>
        {element.outgoing.map((line) => (
          <li key={line.id}>
            <p>{line.target ? say.leadsTo(nameOf(line.target)) : say.leadsNowhere}</p>
            {isChoice && element.outgoing.length > 1 && <When modeler={modeler} gateway={element} line={line} />}
            <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} onClick={() => modeler.remove(line.id)}>
              {say.removeLine}
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** What officials decide most, in words; everything else is written as a condition. */
const OUTCOMES = { return: 'outcome = "return"', deny: 'outcome = "deny"', pass: 'outcome = "pass"' } as const
type Case = keyof typeof OUTCOMES | 'default' | 'other' | ''

function When({ modeler, gateway, line }: { modeler: FlowModeler; gateway: Drawn; line: Drawn }) {
  const written = line.businessObject.conditionExpression?.body
  const known = (Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]).find((one) => OUTCOMES[one] === written?.trim())
  const isDefault = gateway.businessObject.default?.id === line.id
  const [isOther, setOther] = useState(written !== undefined && known === undefined)
  const chosen: Case = isDefault ? 'default' : isOther ? 'other' : (known ?? '')
  const choose = (next: Case) => {
    setOther(next === 'other')
    if (next === 'default') {
      modeler.setCondition(line.id, undefined)
      modeler.set(gateway.id, { default: line.businessObject })
      return
    }
    if (isDefault) modeler.set(gateway.id, { default: undefined })
    if (next !== 'other') modeler.setCondition(line.id, next === '' ? undefined : OUTCOMES[next])
  }
  return (
    <>
      <Select
        id={`when-${line.id}`}
        label={say.when}
        choices={Object.entries(say.cases).map(([value, label]) => ({ value, label }))}
        value={chosen}
        onChange={(event) => choose(event.target.value as Case)}
      />
      {chosen === 'other' && (
        <Written
          id={`condition-${line.id}`}
          label={say.condition}
          help={say.conditionHelp}
          value={written ?? ''}
          onWrite={(text) => modeler.setCondition(line.id, text || undefined)}
        />
      )}
    </>
  )
}
