import { readFile, readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readCatalogueFile } from '../domain/read-file.ts'
import { itemFile } from '../fixtures.ts'
import { compileForm, contentErrors, validateForm } from './validate-form.ts'

const [row] = readCatalogueFile(itemFile()).rows
const item = { id: 'an-item', version: 1, form: row!.offer!.content.form }
const right = { hives: 12, ownerId: '11010519491231002X', kind: 'native' }

describe('answers to an item’s form', () => {
  it('are right when every question that must be answered is, in its own way', () => {
    expect(validateForm(item, right)).toEqual([])
  })

  it.each([
    [{ ...right, ownerId: '110105194912310021' }, '/ownerId', '公民身份号码不正确，请核对（18 位，末位可能是大写 X）'],
    [{ ...right, hives: 0 }, '/hives', '不能小于 1'],
    [{ ...right, hives: '十二' }, '/hives', '这一项应当是整数'],
    [{ ...right, kind: 'bumble' }, '/kind', '请从给出的选项中选择'],
    [{ hives: 1, ownerId: right.ownerId }, '/kind', '这一项必须填写'],
    [{ ...right, movesAbout: true }, '/route', '这一项必须填写'],
  ])('%j is told of at its question, once', (answers, path, message) => {
    expect(validateForm(item, answers)).toEqual([{ path, message }])
  })

  it('may not hold what was not asked', () => {
    expect(validateForm(item, { ...right, admin: true })[0]?.message).toContain('admin')
    expect(validateForm(item, 'text')).toEqual([{ path: '', message: '这一项应当是一组内容' }])
  })

  it('are checked against the version that they were given for', () => {
    const other = { ...item, version: 2, form: { ...item.form, schema: { type: 'object', properties: {} } } }
    expect(validateForm(other, {})).toEqual([])
    expect(validateForm(item, {})).not.toEqual([])
  })
})

describe('the items of the demo county', async () => {
  const folder = new URL('../../../../../data/demo/items/', import.meta.url)
  const flows = await readdir(new URL('../../../../../data/demo/flows/', import.meta.url))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))

  it('are seven of 灵山县 and six of our own', () => {
    expect(names).toHaveLength(13)
  })

  it.each(names)('%s is complete enough to apply for', async (name) => {
    const read = readCatalogueFile(JSON.parse(await readFile(new URL(name, folder), 'utf8')))
    for (const { offer } of read.rows) {
      const content = offer!.content
      expect(contentErrors(content)).toEqual([])
      expect(() => compileForm(content.form)).not.toThrow()
      expect(content.acceptsOnline).toBe(true)
      expect(content.materials.length).toBeGreaterThan(0)
      expect(content.steps.length).toBeGreaterThan(0)
      expect(content.windows.length).toBeGreaterThan(0)
      expect(content.faqs.length).toBeGreaterThan(0)
      expect(flows).toContain(`${content.flow.definitionId}.bpmn`)
    }
  })
})
