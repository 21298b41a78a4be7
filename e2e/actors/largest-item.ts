import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Installation } from '../installation.ts'
import type { Sample } from './items.ts'
import { restaurant } from './items.ts'

const SAMPLE = new URL('../../data/demo/items/food-business-licence.json', import.meta.url)

const MATERIALS = 40
const STEPS = 12
const NAME_LENGTH = 98
const REQUIRED = 2

interface ItemFile {
  readonly item: Record<string, unknown> & {
    readonly materials: readonly Record<string, unknown>[]
  }
}

/** 最大的事项: forty materials, twelve steps and the longest name that a list of real items knows. */
export class LargestItem {
  readonly flowId: string
  readonly sample: Sample
  readonly #file: object

  constructor() {
    const number = randomInt(100_000, 1_000_000)
    const end = `审批（${number}）`
    const words =
      '在风景名胜区内设置张贴商业广告、举办大型游乐活动、改变水资源和水环境自然状态以及其他影响生态和景观的活动涉及的临时搭建、用电用气、占用道路、食品供应、消防值守'
    const name = `${words.repeat(2).slice(0, NAME_LENGTH - end.length)}${end}`
    this.flowId = `twelve-steps-${number}`
    const titles = Array.from({ length: MATERIALS }, (_, at) => `第 ${at + 1} 样材料：${words.slice(at, at + 40)}`)
    this.sample = { ...restaurant, search: end, plainName: name, name, materials: titles.slice(0, REQUIRED) }
    this.#file = itemFile({ name, number, titles, flowId: this.flowId })
  }

  /** One row, as it is drawn: ten stages of handling by one, then a review and an approval by two others. */
  get drawing(): string {
    const tasks = Array.from({ length: STEPS }, (_, at) => taskOf(at))
    const places = ['start', ...tasks.map((_, at) => `step${at + 1}`), 'end']
    const lines = places.slice(1).map((to, at) => ({ id: `line${at}`, from: places[at]!, to }))
    return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:yiwang="https://yiwang.dev/bpmn/1.0" id="file" targetNamespace="https://yiwang.dev/flows">
  <bpmn:process id="${this.flowId}" name="十二个环节" isExecutable="true">
    <bpmn:startEvent id="start" name="受理" />${tasks.join('')}<bpmn:endEvent id="end" name="办结" />
    ${lines.map(({ id, from, to }) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`).join('')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="drawing"><bpmndi:BPMNPlane id="plane" bpmnElement="${this.flowId}">
    ${places.map((id, at) => shapeOf(id, at)).join('')}
    ${lines.map(({ id }, at) => `<bpmndi:BPMNEdge id="${id}_line" bpmnElement="${id}"><di:waypoint x="${at * STRIDE + WIDTH}" y="100" /><di:waypoint x="${(at + 1) * STRIDE}" y="100" /></bpmndi:BPMNEdge>`).join('')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`
  }

  /** Its flow must be published before. */
  async comesIn(installation: Installation): Promise<void> {
    const { code, output } = await installation.importItems(this.#file)
    expect(code, output).toBe(0)
    await installation.drain()
  }
}

const STRIDE = 170
const WIDTH = 120

function shapeOf(id: string, at: number): string {
  const size = id === 'start' || id === 'end' ? 'y="82" width="36" height="36"' : `y="60" width="${WIDTH}" height="80"`
  return `<bpmndi:BPMNShape id="${id}_shape" bpmnElement="${id}"><dc:Bounds x="${at * STRIDE}" ${size} /></bpmndi:BPMNShape>`
}

function taskOf(at: number): string {
  const id = `step${at + 1}`
  const before = Array.from({ length: at }, (_, earlier) => `step${earlier + 1}`).join(',')
  if (at === STEPS - 1)
    return `<bpmn:userTask id="${id}" name="审批" yiwang:step="approve" yiwang:role="approver" yiwang:distinctFrom="${before}" />`
  if (at === STEPS - 2)
    return `<bpmn:userTask id="${id}" name="审查" yiwang:step="review" yiwang:role="reviewer" yiwang:distinctFrom="${before}" />`
  return `<bpmn:userTask id="${id}" name="承办第 ${at + 1} 步：现场核查和部门意见" yiwang:step="handle" yiwang:role="handler" />`
}

function itemFile(of: { name: string; number: number; titles: readonly string[]; flowId: string }): object {
  const { item } = JSON.parse(readFileSync(SAMPLE, 'utf8')) as ItemFile
  const { plainName: _plain, licenceType: _licence, ...rest } = item
  return {
    format: 'yiwang-item/1',
    item: {
      ...rest,
      id: `450721-${randomUUID()}`,
      name: of.name,
      code: `11450721MB155808114450131${of.number}`,
      flow: { definitionId: of.flowId, version: 1 },
      result: { kind: 'document', name: '批复' },
      materials: of.titles.map((name, at) => ({
        ...item.materials[0],
        ...{ id: `material-${at + 1}`, name, necessity: at < REQUIRED ? 'required' : 'optional' },
      })),
      steps: Array.from({ length: STEPS }, (_, at) => ({
        ...{ step: 'handle', name: `第 ${at + 1} 步：现场核查和部门意见`, doer: '承办人', limitWorkdays: 1 },
      })),
    },
    versions: [{ version: 1, effectiveOn: '2026-01-01' }],
  }
}
