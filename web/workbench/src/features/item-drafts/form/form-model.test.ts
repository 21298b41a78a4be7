import { readFileSync, readdirSync } from 'node:fs'
import { checkAnswers, type FormSchema } from '@yiwang/forms'
import type { ItemForm } from '@yiwang/server/contract/catalogue'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FormModel } from './form-model.ts'
import { refusedName, renamed, toForm, toModel } from './form-model.ts'
import type { Question } from './question.ts'
import { choicesOf } from './question-choices.ts'

const demo = new URL('../../../../../../data/demo/items/', import.meta.url)
const forms = readdirSync(demo)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, form: formIn(JSON.parse(readFileSync(new URL(name, demo), 'utf8'))) }))

function formIn(value: unknown): ItemForm | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ('schema' in value && 'sections' in value) return value as ItemForm
  return Object.values(value)
    .map(formIn)
    .find((found) => found !== undefined)
}

const question = (name: string, more: Partial<Question> = {}): Question => ({
  ...{ name, kind: 'text', title: name, help: '', isRequired: true, choices: [], schema: {}, hints: {} },
  ...more,
})
const modelOf = (...questions: Question[]): FormModel => ({
  ...toModel(),
  steps: [{ id: 'one', title: '一', questions }],
})
const yesNo = question('online', { kind: 'yes-no', title: '是否网络经营' })

describe('a form that is opened in the designer', () => {
  it.each(forms)('and not changed is the same form: $name', ({ form }) => {
    const { required, ...rest } = toForm(toModel(form)).schema as FormSchema
    const { required: before, ...others } = form!.schema as FormSchema
    expect(rest).toEqual(others)
    expect(new Set(required)).toEqual(new Set(before))
    expect({ ...form!.uiSchema, 'ui:order': [] }).toEqual({ ...toForm(toModel(form)).uiSchema, 'ui:order': [] })
    expect(toForm(toModel(form)).sections).toEqual(form!.sections)
  })

  it('keeps what the designer does not show: lists of groups, patterns, conditions of another shape', () => {
    const form: ItemForm = {
      schema: {
        type: 'object',
        properties: {
          members: { type: 'array', title: '成员', items: { type: 'object', properties: {} } },
          plate: { type: 'string', title: '车牌', pattern: '^桂', maxLength: 8 },
        },
        required: [],
        allOf: [{ anyOf: [{ required: ['members'] }, { required: ['plate'] }] }],
      },
      uiSchema: { 'ui:order': ['members', 'plate'], members: { 'ui:options': { addable: false } } },
      sections: [{ id: 'all', title: '全部', fields: ['members', 'plate'] }],
    }
    expect(toForm(toModel(form))).toEqual(form)
  })

  it('comes back as it was written, whatever was written', () => {
    const kinds = fc.constantFrom<Question['kind']>(
      'text',
      'long-text',
      'integer',
      'date',
      'yes-no',
      'confirm',
      'phone',
    )
    const written = fc.record({
      kind: kinds,
      title: fc.string({ maxLength: 8 }),
      help: fc.string({ maxLength: 8 }),
      isRequired: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(fc.array(written, { maxLength: 4 }), { maxLength: 4 }), (steps) => {
        const model: FormModel = {
          ...toModel(),
          steps: steps.map((questions, at) => ({
            id: `step-${at}`,
            title: `第 ${at} 步`,
            questions: questions.map((one, place) => question(`q${at}x${place}`, one)),
          })),
        }
        expect(toModel(toForm(model))).toEqual(model)
      }),
    )
  })
})

describe('a question that depends on an answer', () => {
  const address = question('address', { when: { question: 'online', values: [true], otherwise: 'not-asked' } })
  const schema = toForm(modelOf(yesNo, address)).schema as FormSchema

  it('must be answered then, and must not otherwise', () => {
    expect(checkAnswers(schema, { online: true }).map(({ path }) => path)).toEqual([['address']])
    expect(checkAnswers(schema, { online: true, address: '某平台' })).toEqual([])
    expect(checkAnswers(schema, { online: false })).toEqual([])
    expect(checkAnswers(schema, { online: false, address: '某平台' })).toHaveLength(1)
  })

  it('may be answered anyway, where it is only required then', () => {
    const when = { question: 'online', values: [true], otherwise: 'optional' } as const
    const open = toForm(modelOf(yesNo, question('address', { when }))).schema as FormSchema
    expect(checkAnswers(open, { online: true })).toHaveLength(1)
    expect(checkAnswers(open, { online: false, address: '某平台' })).toEqual([])
  })

  it('depends on any of the answers that were chosen of many', () => {
    const many = question('projects', {
      kind: 'many',
      choices: ['hot', 'cold', 'raw'].map((value) => ({ value, title: value })),
    })
    const when = { question: 'projects', values: ['hot', 'raw'], otherwise: 'not-asked' } as const
    const form = toForm(modelOf(many, question('kitchen', { when })))
    expect(checkAnswers(form.schema as FormSchema, { projects: ['cold', 'raw'] })).toHaveLength(1)
    expect(checkAnswers(form.schema as FormSchema, { projects: ['cold'] })).toEqual([])
    expect(toForm(toModel(form))).toEqual(form)
  })

  it('is always asked while nothing is chosen yet, and after the other question is gone', () => {
    const idle = question('address', { when: { question: 'online', values: [], otherwise: 'not-asked' } })
    for (const model of [modelOf(yesNo, idle), modelOf(address)]) {
      const form = toForm(model).schema as FormSchema
      expect(form.allOf).toBeUndefined()
      expect(form.required).toContain('address')
    }
  })
})

describe('a question under another name', () => {
  const online = question('online', { kind: 'yes-no' })
  const address = question('address', { when: { question: 'online', values: [true], otherwise: 'not-asked' } })

  it('takes along the questions that depend on it', () => {
    const form = toForm(renamed(modelOf(online, address), 'online', 'isOnline'))
    expect(form).toEqual(
      toForm(
        modelOf({ ...online, name: 'isOnline' }, { ...address, when: { ...address.when!, question: 'isOnline' } }),
      ),
    )
  })

  it('has one that conditions can read, and that no other question has', () => {
    const model = modelOf(online, address)
    expect(refusedName(model, 'online', '2area')).toBe('no-name')
    expect(refusedName(model, 'online', 'address')).toBe('taken')
    expect(refusedName(model, 'online', 'area')).toBeUndefined()
    const kept = { ...model, otherConditions: [{ if: { required: ['online'] } }] }
    expect(refusedName(kept, 'online', 'area')).toBe('kept')
  })
})

describe('choices that are written a line each', () => {
  const before = [
    { value: 'hotel', title: '宾馆' },
    { value: 'barber', title: '理发店' },
  ]

  it('keep their values when they are moved, or their words change', () => {
    expect(choicesOf(['理发店', '宾馆'], before).map(({ value }) => value)).toEqual(['barber', 'hotel'])
    expect(choicesOf(['宾馆、旅店', '理发店'], before).map(({ value }) => value)).toEqual(['hotel', 'barber'])
  })

  it('get values of their own when they are new, whatever is written', () => {
    expect(choicesOf(['浴室', '宾馆', '理发店'], before)).toEqual([{ value: 'choice1', title: '浴室' }, ...before])
    fc.assert(
      fc.property(fc.array(fc.constantFrom('宾馆', '理发店', '浴室', ''), { maxLength: 6 }), (lines) => {
        const values = choicesOf(lines, before).map(({ value }) => value)
        expect(new Set(values).size).toBe(lines.length)
      }),
    )
  })
})
