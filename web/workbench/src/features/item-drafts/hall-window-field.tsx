import { useQuery } from '@tanstack/react-query'
import { Select } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { frameOf } from './field-frame.ts'
import type { FieldProps } from './field-shape.ts'
import { idOf } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** 大厅里的窗口: chosen from the halls that there are, so that the guide can show it on the plan. */
export function HallWindowField(props: FieldProps) {
  const reading = useQuery({
    queryKey: ['item-draft-choices'],
    queryFn: ({ signal }) => api.catalogue.getDraftChoices({}, { signal }),
    staleTime: 60_000,
  })
  return <Loaded reading={reading}>{({ halls }) => <Chosen {...props} halls={halls} />}</Loaded>
}

type Halls = Awaited<ReturnType<typeof api.catalogue.getDraftChoices>>['halls']

function Chosen({ halls, ...props }: FieldProps & { halls: Halls }) {
  const { path, onChange } = props
  const { hallId = '', number = '' } = (props.value ?? {}) as { hallId?: string; number?: string }
  if (halls.length === 0 && hallId === '') return null
  const hall = halls.find(({ id }) => id === hallId)
  const windows = hall?.windows ?? []
  // What is not there any longer stays to be seen, with what is wrong with it.
  const offeredHalls = hallId === '' || hall ? halls : [...halls, { id: hallId, name: say.hallGone, windows: [] }]
  const isKnown = number === '' || windows.some((one) => one.number === number)
  const offered = isKnown ? windows : [...windows, { number, floor: say.hallWindowGone }]
  return (
    <div className={styles.group}>
      <Select
        {...frameOf(props)}
        label={say.hall}
        placeholder={say.hallNone}
        choices={offeredHalls.map(({ id, name }) => ({ value: id, label: name }))}
        value={hallId}
        onChange={({ target }) => onChange(target.value === '' ? undefined : { hallId: target.value, number: '' })}
      />
      {hallId !== '' && (
        <Select
          {...frameOf({ ...props, path: [...path, 'number'], isOptional: false })}
          id={idOf([...path, 'number'])}
          label={say.hallWindow}
          choices={offered.map((one) => ({
            value: one.number,
            label: say.hallWindowChoice(one.number, [one.name, one.floor].filter(Boolean).join('，')),
          }))}
          value={number}
          onChange={({ target }) => onChange({ hallId, number: target.value })}
        />
      )}
    </div>
  )
}
