import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Tag } from '@yiwang/ui'
import type { FlowModeler } from './flow-modeler.ts'
import styles from './flow-draft.module.css'
import { kindWord } from './element-words.ts'
import { editorMessages as say } from './messages.ts'

interface ElementListProps {
  modeler: FlowModeler
  selected: string | undefined
  problems: readonly FlowProblem[]
}

/** Every element in words, from the left of the drawing to its right; the one that is worked on is pressed. */
export function ElementList({ modeler, selected, problems }: ElementListProps) {
  const root = modeler.root()
  const wrong = new Set(problems.map(({ elementId }) => elementId))
  return (
    <ul className={styles.elements}>
      {[root, ...modeler.shapes()].map(({ id, businessObject }) => (
        <li key={id}>
          <Button
            look="quiet"
            aria-pressed={id === (selected ?? root.id)}
            onClick={() => modeler.select(id === root.id ? '' : id)}
          >
            {kindWord(businessObject)}：{businessObject.name || say.unnamed}
          </Button>
          {wrong.has(id) && <Tag>{say.wrong}</Tag>}
        </li>
      ))}
    </ul>
  )
}
