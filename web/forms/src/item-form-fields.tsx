// The package's own index also loads a test registry with the validator that compiles code.
import Form, { type FormProps } from '@rjsf/core/lib/components/Form.js'
import { dotNotationNameGenerator, type RJSFSchema, TranslatableString, type UiSchema } from '@rjsf/utils'
import { useMemo } from 'react'
import type { AnswerError } from './check-answers.ts'
import type { Answers, ItemFormDefinition } from './form-schema.ts'
import { formMessages as say } from './messages.ts'
import { answersPrefix } from './parse-form-post.ts'
import { errorSchemaOf, rjsfValidator } from './rjsf-validator.ts'
import { sectionSchema } from './sections.ts'
import { CheckboxesWidget, CheckboxWidget, RadioWidget, SelectWidget } from './theme/choice-widgets.tsx'
import { idSeparator } from './theme/field-ids.ts'
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  FieldErrorTemplate,
  FieldTemplate,
  ObjectFieldTemplate,
} from './theme/templates.tsx'
import { TextareaWidget, TextWidget } from './theme/text-widgets.tsx'
import styles from './theme/theme.module.css'

export interface ItemFormFieldsProps {
  form: ItemFormDefinition
  /** one step of the form; absent: all of it */
  section?: string | undefined
  answers: Answers
  onChange(answers: Answers): void
  /** what checking found; shown at the fields. Nothing is checked while somebody types. */
  errors?: readonly AnswerError[] | undefined
  readOnly?: boolean | undefined
}

/**
 * The fields of an item's form. It brings no `<form>` and no button: the page puts it into its own, which posts by
 * itself while scripts are missing.
 */
export function ItemFormFields({ form, section, answers, onChange, errors, readOnly = false }: ItemFormFieldsProps) {
  const schema = useMemo(() => {
    const found = form.sections.find((one) => one.id === section)
    return withoutTitle(found === undefined ? form.schema : sectionSchema(form, found)) as RJSFSchema
  }, [form, section])
  const uiSchema = useMemo(() => openOrder(form.uiSchema), [form])
  const extraErrors = useMemo(() => errorSchemaOf(errors ?? []), [errors])
  return (
    <Form<Answers, RJSFSchema>
      {...fixedProps}
      schema={schema}
      uiSchema={uiSchema}
      formData={answers}
      extraErrors={extraErrors}
      readonly={readOnly}
      onChange={(event) => onChange(event.formData ?? {})}
    >
      <></>
    </Form>
  )
}

const translations: Partial<Record<TranslatableString, string>> = {
  [TranslatableString.YesLabel]: say.yes,
  [TranslatableString.NoLabel]: say.no,
  [TranslatableString.ArrayItemTitle]: '',
}

const fixedProps = {
  validator: rjsfValidator,
  tagName: 'div',
  idPrefix: answersPrefix,
  idSeparator,
  nameGenerator: dotNotationNameGenerator,
  noHtml5Validate: true,
  showErrorList: false,
  // The library would pick the first choice of a list and say no to a required yes-or-no: nobody answers for the applicant.
  experimental_defaultFormStateBehavior: {
    constAsDefaults: 'never',
    requiredBooleanDefault: 'skip',
    emptyObjectFields: 'skipEmptyDefaults',
    arrayMinItems: { populate: 'requiredOnly' },
  },
  templates: {
    FieldTemplate,
    FieldErrorTemplate,
    ObjectFieldTemplate,
    ArrayFieldTemplate,
    ArrayFieldItemTemplate,
    UnsupportedFieldTemplate: () => <p className={styles.unsupported}>{say.unsupported}</p>,
    ErrorListTemplate: () => null,
  },
  widgets: {
    TextWidget,
    TextareaWidget,
    DateWidget: TextWidget,
    EmailWidget: TextWidget,
    UpDownWidget: TextWidget,
    URLWidget: TextWidget,
    SelectWidget,
    RadioWidget,
    CheckboxesWidget,
    CheckboxWidget,
  },
  translateString: (text: TranslatableString) => translations[text] ?? say.unsupported,
} satisfies Partial<FormProps<Answers, RJSFSchema>>

/** `ui:order` names the fields of the whole form; fields that it forgets come last instead of being an error. */
function openOrder(uiSchema: ItemFormDefinition['uiSchema']): UiSchema<Answers, RJSFSchema> {
  const order = uiSchema['ui:order']
  if (!Array.isArray(order) || order.includes('*')) return uiSchema
  return { ...uiSchema, 'ui:order': [...order, '*'] }
}

/** The page has its own heading for the form or the step. */
function withoutTitle({ title: _title, description: _description, ...schema }: ItemFormDefinition['schema']) {
  return schema
}
