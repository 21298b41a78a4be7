import { Type, type Static } from 'typebox'

const QuestionName = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$' })
const SECTION = { id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }) }

/**
 * 申请表单: one JSON Schema 2020-12 for both sides. `schema` is an object whose properties are the questions;
 * `uiSchema` holds hints of order, help and widgets, and with `ui:known` what of the applicant a question comes filled in with;
 * `sections` group the questions, one topic a step.
 */
export const ItemForm = Type.Object(
  {
    schema: Type.Record(Type.String(), Type.Unknown(), { title: '表单结构（JSON Schema 2020-12）' }),
    uiSchema: Type.Record(Type.String(), Type.Unknown(), { title: '显示提示' }),
    sections: Type.Array(
      Type.Object(
        {
          ...SECTION,
          title: Type.String({ minLength: 1, maxLength: 60, title: '分步标题' }),
          fields: Type.Array(QuestionName, { minItems: 1, maxItems: 40 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 20, title: '分步' },
    ),
  },
  { additionalProperties: false, title: '申请表单' },
)
export type ItemForm = Static<typeof ItemForm>

/** The same while it is written: a step may not have its title or a question yet. */
export const DraftItemForm = Type.Object(
  {
    ...ItemForm.properties,
    sections: Type.Array(
      Type.Object(
        {
          ...SECTION,
          title: Type.String({ maxLength: 60, title: '分步标题' }),
          fields: Type.Array(QuestionName, { maxItems: 40 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 20, title: '分步' },
    ),
  },
  { additionalProperties: false, title: '申请表单' },
)
