import type { Answers, ItemFormDefinition } from '@yiwang/forms'

/** Apart from the page's own fields. */
const PREFIX = 'prefill.'
const LONGEST = 300

/** What a link brings along, for the fields that the form lets a link fill (`ui:prefill`); the applicant still reads and changes it. */
export function prefillOf(form: ItemFormDefinition, query: URLSearchParams): Record<string, string> {
  const allowed = form.uiSchema['ui:prefill']
  const names = Array.isArray(allowed) ? allowed.filter((name) => typeof name === 'string') : []
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(name)?.trim()
      return value ? [[name, value.slice(0, LONGEST)]] : []
    }),
  )
}

/** As hidden fields of the page. */
export function textsOf(prefill: Record<string, string>): [string, string][] {
  return Object.entries(prefill).map(([name, value]) => [`${PREFIX}${name}`, value])
}

/** As answers of a draft; undefined when there are none. */
export function readPrefill(form: FormData): Answers | undefined {
  const texts = [...form].flatMap(([name, value]) =>
    name.startsWith(PREFIX) && typeof value === 'string' ? [[name.slice(PREFIX.length), value] as const] : [],
  )
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}
