import { Button, Tag } from '@yiwang/ui'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ComponentType } from 'react'
import { blankPart, idOf, nameOfPart, pointerOf } from './field-shape.ts'
import type { FieldProps } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

interface ListProps extends FieldProps {
  parts: readonly unknown[]
  /** What a part is edited by: it may hold lists again. */
  body: ComponentType<FieldProps>
  /** A new part, where the contract does not say what one is. */
  blank?: () => unknown
  nameOf?: (part: unknown) => string
}

/** Materials, bases, fees …: each folds to one line with its name, so that forty of them are a list and not a scroll. */
export function ListEditor({ parts, body, blank, nameOf = nameOfPart, ...field }: ListProps) {
  const { shape, path, findings, onChange } = field
  const items = shape.items ?? {}
  const title = shape.title ?? ''
  const [fresh, setFresh] = useState<number>()
  const here = findings.filter((one) => one.path === pointerOf(path))
  const move = (from: number, to: number) => {
    const next = [...parts]
    next.splice(to, 0, ...next.splice(from, 1))
    onChange(next)
  }
  return (
    <fieldset className={styles.group} id={idOf(path)} tabIndex={-1}>
      <legend>
        {title} {parts.length > 0 && <span className={styles.soft}>{parts.length}</span>}
      </legend>
      {here.map((one) => (
        <p key={one.message} className={one.level === 'error' ? styles.wrong : styles.soft}>
          {one.message}
        </p>
      ))}
      {parts.length === 0 && <p className={styles.soft}>{say.none}</p>}
      <ol className={styles.parts}>
        {parts.map((part, place) => (
          <Part
            // The place is the part's identity here: its own id may be missing, and its name is being typed.
            key={place}
            field={{ ...field, shape: items, path: [...path, place], value: part }}
            body={body}
            name={nameOf(part)}
            place={place}
            isLast={place === parts.length - 1}
            isFresh={fresh === place}
            onChange={(next) => onChange(parts.map((one, at) => (at === place ? next : one)))}
            onRemove={() => onChange(parts.filter((_, at) => at !== place))}
            onMove={(by) => move(place, place + by)}
          />
        ))}
      </ol>
      <div>
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          onClick={() => {
            setFresh(parts.length)
            onChange([...parts, blank ? blank() : blankPart(items)])
          }}
        >
          {say.add(title)}
        </Button>
      </div>
    </fieldset>
  )
}

interface PartOfList {
  field: FieldProps
  body: ComponentType<FieldProps>
  name: string
  place: number
  isLast: boolean
  isFresh: boolean
  onChange(value: unknown): void
  onRemove(): void
  onMove(by: 1 | -1): void
}

function Part({ field, body: Body, name, place, isLast, isFresh, onChange, onRemove, onMove }: PartOfList) {
  const { path, value, findings } = field
  const box = useRef<HTMLDetailsElement>(null)
  const wrong = findings.filter(({ path: at }) => at.startsWith(`${pointerOf(path)}/`) || at === pointerOf(path)).length
  useEffect(() => {
    if (isFresh) box.current?.querySelector<HTMLElement>('textarea, input, select')?.focus()
  }, [isFresh])
  const called = name === '' ? say.part(place + 1) : name
  return (
    <li>
      <details ref={box} open={isFresh || undefined} className={styles.part} id={idOf(path)} tabIndex={-1}>
        <summary>
          <span className={styles.partName}>
            {place + 1}. {typeof value === 'string' ? value || say.part(place + 1) : called}
          </span>
          {wrong > 0 && <Tag>{say.errors(wrong)}</Tag>}
        </summary>
        <div className={styles.partBody}>
          <Body {...field} isOptional={false} onChange={onChange} />
          <div className={styles.line}>
            {place > 0 && (
              <Button look="quiet" icon={<ArrowUp size={18} aria-hidden="true" />} onClick={() => onMove(-1)}>
                {say.up(say.part(place + 1))}
              </Button>
            )}
            {!isLast && (
              <Button look="quiet" icon={<ArrowDown size={18} aria-hidden="true" />} onClick={() => onMove(1)}>
                {say.down(say.part(place + 1))}
              </Button>
            )}
            <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} onClick={onRemove}>
              {say.remove(say.part(place + 1))}
            </Button>
          </div>
        </div>
      </details>
    </li>
  )
}
