import { describe, expect, it } from 'vitest'
import { listMiwgModels, runMiwgModel } from './bpmn-miwg.ts'

const models = listMiwgModels()

describe('the reference models of the BPMN Model Interchange Working Group', () => {
  it('are all 21', () => {
    expect(models).toHaveLength(21)
  })

  it.each(models)('%s runs through every element, or is refused with element and reason', async (model) => {
    const { problems, passed, elements, isExecutable, hasPools } = await runMiwgModel(model)
    if (problems.length === 0) expect([elements > 0, passed]).toEqual([true, elements])
    for (const { message, rule } of problems) {
      expect(message).toMatch(/：/)
      expect(rule).not.toBe('xml')
    }
    if (isExecutable && !hasPools) expect(problems).toEqual([])
  })
})
