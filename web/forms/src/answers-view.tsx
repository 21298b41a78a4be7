import styles from './answers-view.module.css'
import {
  type Answers,
  choicesOf,
  type FormSchema,
  fieldsOf,
  type ItemFormDefinition,
  resolved,
  typeOf,
} from './form-schema.ts'
import { formMessages as say } from './messages.ts'

/** The answers as an official reads them: label and value, section by section; empty optional fields say so. */
export function AnswersView({ form, answers }: { form: ItemFormDefinition; answers: Answers }) {
  const fields = fieldsOf(form.schema, form.schema)
  const grouped = new Set(form.sections.flatMap((section) => section.fields))
  const rest = [...fields.keys()].filter((name) => !grouped.has(name))
  const sections = [...form.sections, ...(rest.length > 0 ? [{ id: 'rest', title: '', fields: rest }] : [])]
  return (
    <div className={styles.answers}>
      {sections.map((section) => (
        <section key={section.id} aria-label={section.title || undefined}>
          {section.title && <h3 className={styles.title}>{section.title}</h3>}
          <Fields
            fields={section.fields.flatMap((name) => {
              const field = fields.get(name)
              return field === undefined ? [] : [[name, field] as const]
            })}
            answers={answers}
            root={form.schema}
          />
        </section>
      ))}
    </div>
  )
}

interface FieldsProps {
  fields: readonly (readonly [string, FormSchema])[]
  answers: Answers
  root: FormSchema
}

function Fields({ fields, answers, root }: FieldsProps) {
  return (
    <dl className={styles.fields}>
      {fields
        .filter(([name, field]) => isShown(field, answers[name]))
        .map(([name, field]) => (
          <div key={name} className={styles.row}>
            <dt>{field.title ?? name}</dt>
            <dd>
              <Value schema={field} value={answers[name]} root={root} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** A part that was not asked (its condition did not hold) has no answer and is not shown. */
function isShown(field: FormSchema, value: unknown): boolean {
  return value !== undefined || typeOf(field) !== 'object'
}

function Value({ schema, value, root }: { schema: FormSchema; value: unknown; root: FormSchema }) {
  if (value === undefined || value === null || value === '') return <span className={styles.empty}>{say.empty}</span>
  if (Array.isArray(value)) return <ListValue schema={schema} value={value} root={root} />
  if (typeof value === 'object') {
    return <Fields fields={[...fieldsOf(schema, root)]} answers={value as Answers} root={root} />
  }
  return <span className={styles.value}>{wordsFor(schema, value)}</span>
}

function ListValue({ schema, value, root }: { schema: FormSchema; value: readonly unknown[]; root: FormSchema }) {
  const items = typeof schema.items === 'object' ? resolved(schema.items, root) : {}
  if (value.length === 0) return <span className={styles.empty}>{say.none}</span>
  if (typeOf(items) !== 'object') return <>{value.map((one) => wordsFor(items, one)).join('、')}</>
  return (
    <ol className={styles.entries}>
      {value.map((one, index) => (
        // Entries have no identity of their own beyond their place in the list.
        <li key={index}>
          <Value schema={items} value={one} root={root} />
        </li>
      ))}
    </ol>
  )
}

function wordsFor(schema: FormSchema, value: unknown): string {
  const choice = choicesOf(schema)?.find((one) => one.value === value)
  if (choice !== undefined) return choice.title
  if (typeof value === 'boolean') return value ? say.yes : say.no
  return String(value)
}
