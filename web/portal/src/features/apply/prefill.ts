import type { Answers } from '@yiwang/forms'
import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { situationAnswers, situationQuestions } from '../../shared/items/situation.ts'

/** Apart from the page's own fields. */
const PREFIX = 'prefill.'
const LONGEST = 300

/**
 * What a link brings along: for the fields that the form lets a link fill (`ui:prefill`), and the situation that was chosen on
 * the guide. The applicant still reads and changes it.
 */
export function prefillOf(item: Pick<ServiceItem, 'form' | 'materials'>, query: URLSearchParams): Answers {
  const allowed = item.form.uiSchema['ui:prefill']
  const names = Array.isArray(allowed) ? allowed.filter((name) => typeof name === 'string') : []
  const texts = names.flatMap((name) => {
    const value = query.get(name)?.trim()
    return value ? [[name, value.slice(0, LONGEST)] as const] : []
  })
  return { ...Object.fromEntries(texts), ...situationAnswers(situationQuestions(item), query) }
}

/** As hidden fields of the page. */
export function textsOf(prefill: Answers): [string, string][] {
  return Object.entries(prefill).map(([name, value]) => [`${PREFIX}${name}`, JSON.stringify(value)])
}

/** As answers of a draft; undefined when there are none. */
export function readPrefill(form: FormData): Answers | undefined {
  const texts = [...form].flatMap(([name, value]) =>
    name.startsWith(PREFIX) && typeof value === 'string' ? [[name.slice(PREFIX.length), read(value)] as const] : [],
  )
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}

/** What this page did not write stays the text that it is; the form’s own check judges it. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
