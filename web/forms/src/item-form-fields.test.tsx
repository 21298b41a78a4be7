import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { AnswersView } from './answers-view.tsx'
import { checkAnswers } from './check-answers.ts'
import type { FormSchema, ItemFormDefinition } from './form-schema.ts'
import { ItemFormFields } from './item-form-fields.tsx'
import { checkForm, checkSection } from './sections.ts'

const form: ItemFormDefinition = {
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: '经营者姓名', minLength: 1 },
      phone: { type: 'string', title: '手机号码', format: 'phone' },
      kind: {
        type: 'string',
        title: '场所类型',
        oneOf: [
          { const: 'hotel', title: '宾馆' },
          { const: 'barber', title: '理发店' },
        ],
      },
      note: { type: 'string', title: '说明' },
      members: {
        type: 'array',
        title: '从业人员',
        items: { type: 'object', properties: { name: { type: 'string', title: '姓名' } } },
      },
      hasAgent: { type: 'boolean', title: '是否委托他人' },
    },
    required: ['name', 'phone', 'kind'],
    allOf: [
      {
        if: { properties: { hasAgent: { const: true } }, required: ['hasAgent'] },
        then: { properties: { agentName: { type: 'string', title: '受托人姓名' } }, required: ['agentName'] },
      },
    ],
  },
  uiSchema: { note: { 'ui:widget': 'textarea', 'ui:help': '不超过 200 字' }, hasAgent: { 'ui:widget': 'radio' } },
  sections: [
    { id: 'person', title: '经营者', fields: ['name', 'phone'] },
    { id: 'place', title: '场所', fields: ['kind', 'note', 'members', 'hasAgent', 'agentName'] },
  ],
}
const ignore = () => {}
/** JSON Schema’s plain “no”. */
const notAsked = false as unknown as FormSchema

function rendered(props: Partial<Parameters<typeof ItemFormFields>[0]> = {}): string {
  return renderToString(<ItemFormFields form={form} answers={{}} onChange={ignore} {...props} />)
}

/** Tags that hold all these attributes, in whatever order. */
function tagsWith(html: string, ...parts: string[]): string[] {
  return (html.match(/<[^>]*>/g) ?? []).filter((tag) => parts.every((part) => tag.includes(part)))
}

describe('a form rendered on the server', () => {
  test('posts by itself: every input is named by its path and holds its answer', () => {
    const html = rendered({ answers: { name: '王芳', kind: 'barber', members: [{ name: '李明' }] } })
    expect(tagsWith(html, 'name="answers.name"', 'value="王芳"')).toHaveLength(1)
    expect(tagsWith(html, 'name="answers.kind"', 'value="barber"', 'checked')).toHaveLength(1)
    expect(tagsWith(html, 'name="answers.members.0.name"', 'value="李明"')).toHaveLength(1)
    expect(tagsWith(html, '<textarea', 'name="answers.note"')).toHaveLength(1)
    expect(tagsWith(html, '<button', 'name="answers-add"', 'value="answers.members"')).toHaveLength(1)
  })

  test('brings no button of its own but those of lists', () => {
    expect(rendered().match(/<button/g)).toHaveLength(1)
  })

  test('answers nothing for the applicant: no choice is made before somebody makes it', () => {
    const schema = { ...form.schema, required: ['name', 'phone', 'kind', 'hasAgent'] }
    expect(rendered({ form: { ...form, schema } })).not.toContain('checked')
  })

  test('shows an error at its field and ties it to the input', () => {
    const errors = checkAnswers(form.schema, { name: '王芳', phone: '1', kind: 'hotel' })
    const html = rendered({ answers: { phone: '1' }, errors })
    expect(html).toContain('id="answers-phone-error"')
    expect(tagsWith(html, 'aria-describedby="answers-phone-error"', 'aria-invalid="true"')).toHaveLength(1)
  })

  test('asks one step at a time, with the fields that answers of that step bring', () => {
    expect(rendered({ section: 'person' })).not.toContain('场所类型')
    const html = rendered({ section: 'place', answers: { hasAgent: true } })
    expect(html).toContain('受托人姓名')
    expect(html).not.toContain('经营者姓名')
  })

  test('complains in a step only about that step', () => {
    const [person, place] = form.sections
    expect(checkSection(form, person!, {}).map((error) => error.path)).toEqual([['name'], ['phone']])
    expect(checkSection(form, place!, { hasAgent: true }).map((error) => error.path)).toEqual([['kind'], ['agentName']])
  })
})

describe('a question that depends on another', () => {
  const conditional: ItemFormDefinition = {
    schema: {
      type: 'object',
      properties: {
        online: { type: 'boolean', title: '是否网络经营' },
        address: { type: 'string', title: '网络经营的平台' },
        size: { type: 'string', title: '平台规模' },
      },
      required: ['online'],
      additionalProperties: false,
      allOf: [
        {
          if: { properties: { online: { const: true } }, required: ['online'] },
          then: { required: ['address'] },
          else: { properties: { address: notAsked } },
        },
        {
          if: { properties: { address: { const: '甲' } }, required: ['address'] },
          else: { properties: { size: notAsked } },
        },
      ],
    },
    uiSchema: { 'ui:order': ['online', 'address', 'size'] },
    sections: [{ id: 'all', title: '全部', fields: ['online', 'address', 'size'] }],
  }

  test('is not shown until it is asked', () => {
    expect(rendered({ form: conditional, section: 'all', answers: { online: false } })).not.toContain('网络经营的平台')
    expect(rendered({ form: conditional, section: 'all', answers: { online: true } })).toContain('网络经营的平台')
  })

  test('is not complained about when it was answered before, nor what hangs on it', () => {
    expect(checkForm(conditional, { online: false, address: '甲', size: '大' })).toEqual([])
    expect(checkForm(conditional, { online: true }).map(({ path }) => path)).toEqual([['address']])
  })

  test('leaves what the form does not know to be complained about', () => {
    expect(checkForm(conditional, { online: false, other: '甲' })).toHaveLength(1)
  })
})

describe('answers as an official reads them', () => {
  test('stand under their labels in words, and say what was left empty', () => {
    const html = renderToString(<AnswersView form={form} answers={{ name: '王芳', kind: 'hotel', hasAgent: false }} />)
    expect(html).toMatch(/场所类型<\/dt><dd[^>]*><span[^>]*>宾馆/)
    expect(html).toMatch(/是否委托他人<\/dt><dd[^>]*><span[^>]*>否/)
    expect(html).toMatch(/手机号码<\/dt><dd[^>]*><span[^>]*>未填写/)
  })
})
