import { Disclosure, RadioGroup, TextField } from '@yiwang/ui'
import { DIFFERING_DAYS, type HallForm, HOURS_DAYS, type HoursDay } from './hall-model.ts'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

interface HoursFieldsProps {
  form: HallForm
  /** Days whose hours could not be read when it was to be saved. */
  unread: readonly HoursDay[]
  error: string | undefined
  onChange(form: HallForm): void
}

/** By the office’s hours, or its own: days of the calendar stay the calendar’s. */
export function HoursFields({ form, unread, error, onChange }: HoursFieldsProps) {
  const field = (day: HoursDay) => {
    const value = form.hours[day] ?? ''
    return (
      <TextField
        key={day}
        id={`hall-hours-${day}`}
        label={say.hoursOf[day]}
        maxLength={100}
        value={value}
        error={unread.includes(day) ? say.hoursWrong(value) : undefined}
        onChange={({ target }) => onChange({ ...form, hours: { ...form.hours, [day]: target.value } })}
      />
    )
  }
  const differs = DIFFERING_DAYS.some((day) => (form.hours[day] ?? '') !== '')
  return (
    <div className={styles.stack}>
      <RadioGroup
        id="hall-own-hours"
        name="hall-own-hours"
        label={say.ownHours}
        inline
        choices={(['office', 'own'] as const).map((value) => ({ value, label: say.ownHoursChoices[value] }))}
        value={form.hasOwnHours ? 'own' : 'office'}
        onChange={({ target }) => onChange({ ...form, hasOwnHours: target.value === 'own' })}
      />
      {form.hasOwnHours && (
        <>
          <p className={styles.soft}>{say.hoursHelp}</p>
          <div className={styles.cells}>{HOURS_DAYS.map(field)}</div>
          <Disclosure summary={say.hoursDiffer} open={differs}>
            <p className={styles.soft}>{say.hoursDifferHelp}</p>
            <div className={styles.cells}>{DIFFERING_DAYS.map(field)}</div>
          </Disclosure>
        </>
      )}
      <TextField
        id="hall-hours-note"
        label={say.hoursNote}
        help={say.hoursNoteHelp}
        optional
        maxLength={200}
        error={error}
        value={form.hoursNote}
        onChange={({ target }) => onChange({ ...form, hoursNote: target.value })}
      />
    </div>
  )
}
