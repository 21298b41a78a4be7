import { describe, expect, it } from 'vitest'
import { missingMaterials } from './materials.ts'
import type { RequiredMaterial } from './materials.ts'

const material = (id: string, more: Partial<RequiredMaterial> = {}): RequiredMaterial => ({
  id,
  name: id,
  necessity: 'required',
  form: 'either',
  ...more,
})

describe('what is missing of an application', () => {
  it('is every required material that is neither uploaded nor handed in on paper', () => {
    const asked = [material('layout'), material('rules'), material('extra', { necessity: 'optional' })]
    expect(missingMaterials(asked, new Set(['rules'])).map(({ id }) => id)).toEqual(['layout'])
  })

  it('holds up no application for paper that is brought later or a condition that only a person can judge', () => {
    const asked = [
      material('original', { form: 'paper' }),
      material('lease', { when: '场所为租用的' }),
      material('deferred', { necessity: 'deferrable' }),
    ]
    expect(missingMaterials(asked, new Set())).toEqual([])
  })
})
