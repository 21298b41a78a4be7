import { Select } from '@yiwang/ui'
import type { api } from '../../shared/api.ts'
import { frameOf } from './field-frame.ts'
import type { FieldProps } from './field-shape.ts'
import { idOf, pointerOf } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

interface DocumentsFieldProps extends FieldProps {
  templates: Awaited<ReturnType<typeof api.catalogue.getDraftChoices>>['templates']
}

/** 文书模板: the standard ones, unless the item has its own. */
export function DocumentsField({ templates, ...props }: DocumentsFieldProps) {
  const { path, findings } = props
  const named = (props.value ?? {}) as Record<string, string | undefined>
  const { error } = frameOf(props)
  return (
    <fieldset className={styles.group} id={idOf(path)} tabIndex={-1}>
      <legend>{props.shape.title}</legend>
      {error !== undefined && <p className={styles.wrong}>{error}</p>}
      {templates.map(({ place, placeTitle, choices }) => {
        const at = [...path, place]
        const standard = choices[0]?.templateId ?? ''
        const chosen = named[place] ?? standard
        const wrong = findings.find((one) => one.path === pointerOf(at))?.message
        // One that is not there any longer stays to be seen.
        const offered = choices.some(({ templateId }) => templateId === chosen)
          ? choices
          : [...choices, { templateId: chosen, name: chosen }]
        return (
          <Select
            key={place}
            id={idOf(at)}
            label={placeTitle}
            placeholder={say.standardTemplate}
            choices={offered.slice(1).map(({ templateId, name }) => ({ value: templateId, label: name }))}
            value={chosen === standard ? '' : chosen}
            {...(wrong !== undefined && { error: wrong })}
            onChange={({ target }) => props.onChange({ ...named, [place]: target.value || standard })}
          />
        )
      })}
    </fieldset>
  )
}
