import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { validateForm } from './validate-form.ts'

interface Suite {
  description: string
  schema: Record<string, unknown>
  tests: { description: string; data: unknown; valid: boolean; errors?: string[] }[]
}

// The browser's validator reads the same file: what is refused here is refused there, at the same question.
const file = new URL('../../../../../data/forms/conformance.json', import.meta.url)
const { suites } = JSON.parse(readFileSync(file, 'utf8')) as { suites: Suite[] }

describe.each(suites)('$description', ({ description, schema, tests }) => {
  test.each(tests)('$description', ({ data, errors = [] }) => {
    const item = { id: description, version: 1, form: { schema, uiSchema: {}, sections: [] } }
    const paths = validateForm(item, data).map((error) => error.path)
    expect([...new Set(paths)].toSorted()).toEqual(errors.toSorted())
  })
})
