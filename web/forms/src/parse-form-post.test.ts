import { describe, expect, test } from 'vitest'
import type { FormSchema } from './form-schema.ts'
import { isListChange, parseFormPost } from './parse-form-post.ts'

const schema: FormSchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    citizenId: { type: 'string', format: 'citizen-id' },
    area: { type: 'number' },
    floors: {
      oneOf: [
        { const: 1, title: '一层' },
        { const: 2, title: '两层' },
      ],
    },
    services: { type: 'array', items: { enum: ['hot', 'cold'] } },
    hasAgent: { type: 'boolean' },
    place: { type: 'object', properties: { address: { type: 'string' } } },
    members: { type: 'array', items: { $ref: '#/$defs/member' } },
  },
  allOf: [{ if: { required: ['hasAgent'] }, then: { properties: { agentName: { type: 'string' } } } }],
  $defs: { member: { type: 'object', properties: { name: { type: 'string' }, income: { type: 'number' } } } },
}

function post(...entries: [string, string][]): FormData {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('a form posted without scripts', () => {
  test('becomes answers of the types that the schema names', () => {
    const form = post(
      ['csrf', 'token'],
      ['answers.name', ' 王芳 '],
      ['answers.citizenId', '110105 19491231 002x'],
      ['answers.area', '1,086.5'],
      ['answers.floors', '2'],
      ['answers.services', 'hot'],
      ['answers.services', 'cold'],
      ['answers.hasAgent', 'true'],
      ['answers.agentName', '李明'],
      ['answers.place.address', '江滨路 1 号'],
      ['answers.members.0.name', '王小'],
      ['answers.members.2.income', '0'],
    )
    expect(parseFormPost(schema, form)).toEqual({
      name: '王芳',
      citizenId: '11010519491231002X',
      area: 1086.5,
      floors: 2,
      services: ['hot', 'cold'],
      hasAgent: true,
      agentName: '李明',
      place: { address: '江滨路 1 号' },
      members: [{ name: '王小' }, { income: 0 }],
    })
  })

  test('leaves out what is empty and keeps what is no number, so that checking can say so', () => {
    const form = post(['answers.name', ''], ['answers.area', '八十六'], ['answers.place.address', ''])
    expect(parseFormPost(schema, form)).toEqual({ area: '八十六' })
  })

  test('takes nothing that the schema does not name', () => {
    expect(parseFormPost(schema, post(['answers.role', 'admin'], ['answers.members.x.name', '?']))).toEqual({})
  })

  test('adds and removes entries of a list by the buttons that were pressed', () => {
    const add = post(['answers.members.0.name', '王小'], ['answers-add', 'answers.members'])
    expect(parseFormPost(schema, add)).toEqual({ members: [{ name: '王小' }, {}] })
    const remove = post(
      ['answers.members.0.name', '王小'],
      ['answers.members.1.name', '王大'],
      ['answers-remove', 'answers.members.0'],
    )
    expect(parseFormPost(schema, remove)).toEqual({ members: [{ name: '王大' }] })
    expect(isListChange(remove)).toBe(true)
    expect(isListChange(post())).toBe(false)
  })
})
