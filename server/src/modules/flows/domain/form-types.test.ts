import { describe, expect, it } from 'vitest'
import { typesOfForm } from './form-types.ts'

describe('what a form makes of its answers', () => {
  it.each([
    [{ type: 'integer' }, { kind: 'number' }],
    [{ type: 'boolean' }, { kind: 'boolean' }],
    [{ type: 'string' }, { kind: 'string' }],
    [{ type: 'string', format: 'date' }, { kind: 'string' }],
    [
      { type: 'string', enum: ['餐饮', '零售'] },
      { kind: 'string', values: ['餐饮', '零售'] },
    ],
    [
      {
        type: 'string',
        oneOf: [
          { const: 'a', title: '甲' },
          { const: 'b', title: '乙' },
        ],
      },
      { kind: 'string', values: ['a', 'b'] },
    ],
    [{ type: 'string', oneOf: [{ const: 'a' }, { pattern: '^b' }] }, { kind: 'string' }],
    [
      { type: 'string', const: '是' },
      { kind: 'string', values: ['是'] },
    ],
    [{ type: ['number', 'null'] }, { kind: 'number' }],
    [{ type: ['number', 'string'] }, { kind: 'any' }],
    [
      { type: 'array', items: { type: 'number' } },
      { kind: 'list', of: { kind: 'number' } },
    ],
    [
      { type: 'object', properties: { a: { type: 'boolean' } } },
      { kind: 'context', fields: { a: { kind: 'boolean' } } },
    ],
    [true, { kind: 'any' }],
  ])('%j is %j', (question, type) => {
    expect(typesOfForm({ type: 'object', properties: { question } })).toEqual({ question: type })
  })

  it('is nothing for a form without questions', () => {
    expect(typesOfForm({ type: 'object' })).toEqual({})
  })
})
