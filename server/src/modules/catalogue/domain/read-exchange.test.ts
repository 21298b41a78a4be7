import { describe, expect, it } from 'vitest'
import { exchangeTwin } from '../fixtures.ts'
import { readCatalogueFile } from './read-file.ts'

type Payload = Record<string, Record<string, unknown> | Record<string, unknown>[]>

function readTwin(change: (first: Payload) => void = () => undefined) {
  const twin = exchangeTwin()
  change(twin.list[0] as Payload)
  return readCatalogueFile(twin)
}

function firstReasons(change: (item: Record<string, unknown>) => void): readonly string[] {
  const read = readTwin((first) => change(first.AUDIT_ITEM as Record<string, unknown>))
  return read.rows[0]!.reasons
}

describe('an exchange file', () => {
  it('is read from its list and from its single payload, whose parts are lists of one', () => {
    const read = readTwin()
    expect(read.format).toBe('exchange')
    expect(read.rows.flatMap((row) => row.reasons)).toEqual([])
    expect(read.rows.map((row) => row.offer?.version)).toEqual([3, 4, 1, 2])
    expect(read.rows[3]?.offer?.content.result).toEqual({ kind: 'document', name: '同意设立养蜂场的批复' })
  })

  it('tells items apart by item_id, though they share one 实施编码', () => {
    const offers = readTwin().rows.map((row) => row.offer!)
    expect(new Set(offers.map((offer) => offer.content.code)).size).toBe(1)
    expect(new Set(offers.map((offer) => offer.sourceKey)).size).toBe(3)
  })

  it('takes dates as the days that they were in Shanghai', () => {
    const offer = readTwin().rows[0]!.offer!
    expect(offer.effectiveOn).toBe('2020-08-05')
    expect(offer.content.legalBases[1]?.effectiveOn).toBe('2004-07-16')
  })

  it('puts materials and legal bases in the order of their numbers', () => {
    const { content } = readTwin().rows[0]!.offer!
    expect(content.materials.map((material) => material.name)).toEqual(['申请书', '场地证明'])
    expect(content.materials[1]).toMatchObject({
      necessity: 'deferrable',
      form: 'electronic',
      source: 'government',
      copies: 2,
    })
    expect(content.legalBases.map((basis) => basis.law)).toEqual(['畜牧法（测试）', '养蜂管理办法（测试）'])
  })

  it('cleans what web pages left behind, and takes no address that is not one', () => {
    const { content } = readTwin().rows[0]!.offer!
    expect(content.faqs).toEqual([{ question: '多久办好？', answer: '六个工作日。' }])
    expect(content.conditions).toEqual(['有固定的场地。\n与居民区有适当的距离。'])
    expect(content.windows[0]).toEqual({
      name: '综合窗口',
      address: '江南路',
      hours: '上午9:00-12:00',
      phone: '0777-0000001',
    })
  })

  it('names a special procedure by its description and lets it stop the clock only with one', () => {
    const { content } = readTwin().rows[0]!.offer!
    expect(content.specialProcedures[0]).toMatchObject({ name: '机构评审', stopsClock: true, limitWorkdays: 15 })
    const read = readTwin((first) =>
      Object.assign((first.AUDIT_ITEM_SPECIAL as Record<string, unknown>[])[0]!, { special_desc: '' }),
    )
    expect(read.rows[0]!.offer?.content.specialProcedures[0]?.stopsClock).toBe(false)
    expect(read.rows[0]!.warnings).toContain('特别程序“特别程序”没有写明依据，不能用来停止计时')
  })

  it.each([
    [{ item_id: 'x' }, 'item_id（事项标识）缺失或者不是 UUID'],
    [{ task_version: '' }, 'task_version（版本号）应当是大于 0 的整数'],
    [{ task_name: '无' }, '缺少事项名称（task_name）'],
    [{ task_code: null }, '缺少实施编码（task_code）'],
    [{ dept_name: '' }, '缺少实施主体（dept_name）'],
    [{ areacode: '45072' }, '行政区划代码 45072 不正确'],
    [{ task_type: '77' }, '不认识的事项类型代码“77”（task_type）'],
    [{ task_state: '3' }, 'task_state 是 3，只导入在用（1）的事项'],
    [{ promise_day: '五' }, '时限应当是整数，读到的是“五”（promise_day）'],
    [{ anticipate_type: '8' }, '不认识的时限单位“8”（anticipate_type）'],
  ])('refuses a row with %j and says why', (fault, reason) => {
    expect(firstReasons((item) => Object.assign(item, fault))).toEqual([reason])
  })

  it('refuses only the bad row', () => {
    const read = readTwin((first) => delete (first as Record<string, unknown>).AUDIT_ITEM)
    expect(read.rows.map((row) => row.offer !== undefined)).toEqual([false, true, true, true])
    expect(read.rows[0]?.reasons).toEqual(['缺少 AUDIT_ITEM（事项基本信息）'])
  })

  it('takes an instant item as instant, whatever its promise says', () => {
    const read = readTwin((first) => Object.assign(first.AUDIT_ITEM as object, { project_type: '1', promise_day: '2' }))
    expect(read.rows[0]!.offer?.content).toMatchObject({ instant: true, promisedLimit: { value: 0, unit: 'instant' } })
    expect(read.rows[0]!.warnings).toEqual(['办件类型是即办件，承诺时限却是 2，按即办处理'])
  })
})
