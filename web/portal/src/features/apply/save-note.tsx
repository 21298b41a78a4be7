import { minuteWord } from '../../shared/cases/days.ts'
import styles from './apply.module.css'
import { applyMessages } from './messages.ts'
import type { SectionAnswer } from './save-section.ts'

const say = applyMessages.form

/** Says quietly what became of what was typed. */
export function SaveNote({ isSaving, answer }: { isSaving: boolean; answer: SectionAnswer | undefined }) {
  return (
    <p className={styles.saveNote} role="status">
      {noteOf(isSaving, answer)}
    </p>
  )
}

function noteOf(isSaving: boolean, answer: SectionAnswer | undefined): string {
  if (isSaving) return say.saving
  if (answer?.signedOut || answer?.refusal) return say.notSaved
  return answer?.savedAt ? say.saved(minuteWord(answer.savedAt).slice(11)) : say.savedBefore
}
