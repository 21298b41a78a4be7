import { describe, expect, it } from 'vitest'
import { buildFlowXml, energyReview, standardThreeStep } from '../fixtures.ts'
import { checkFlow } from '../domain/check-flow.ts'
import { parseFlow } from './parse-flow.ts'

const PLAIN = buildFlowXml({
  id: 'plain',
  name: '简单流程',
  steps: [{ task: { id: 'approve', name: '审批', step: 'approve', role: 'approver' } }],
})

describe('reading a BPMN file', () => {
  it('gives the graph that the drawing shows', async () => {
    const { graph, problems } = await parseFlow(buildFlowXml(energyReview))
    expect(problems).toEqual([])
    expect(checkFlow(graph)).toEqual([])
    expect(graph.variables).toEqual(['annualEnergy', 'annualPower'])
    expect(graph.nodes.get('review')?.task).toMatchObject({ step: 'review', role: 'reviewer' })
    expect(graph.edges.get('evaluation_needed_to_evaluate')?.condition?.text).toBe(
      'annualEnergy >= 1000 or annualPower >= 500',
    )
  })

  it('keeps two performers apart in both directions', async () => {
    const { graph } = await parseFlow(buildFlowXml(standardThreeStep))
    expect(graph.nodes.get('handle')?.task?.distinctFrom).toEqual(['review', 'approve'])
  })

  it('reads timers in working days and in calendar days', async () => {
    const timeout = { id: 'late', name: '逾期', workdays: 3, goTo: 'approve' }
    const { graph, problems } = await parseFlow(
      buildFlowXml({
        id: 'timed',
        name: '定时',
        steps: [
          { wait: { id: 'notice', name: '公示', length: 7, unit: 'day' } },
          { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler', timeout } },
          { task: { id: 'approve', name: '审批', step: 'approve', role: 'approver' } },
        ],
      }),
    )
    expect(problems).toEqual([])
    expect(graph.nodes.get('notice')?.wait).toEqual({ length: 7, unit: 'day' })
    expect(graph.nodes.get('late')?.wait).toEqual({ length: 3, unit: 'workday' })
    expect(graph.nodes.get('handle')?.boundaries.map(({ id }) => id)).toEqual(['late'])
  })

  it.each([
    ['scriptTask', '脚本环节'],
    ['receiveTask', '接收环节'],
    ['transaction', '事务子流程'],
    ['adHocSubProcess', '自由子流程'],
    ['eventBasedGateway', '事件网关'],
    ['complexGateway', '复杂网关'],
    ['task', '未定类型的环节'],
    ['intermediateThrowEvent', '中间抛出事件'],
    ['dataObjectReference', '数据对象'],
  ])('refuses a %s with its name and place', async (tag, title) => {
    const { problems } = await parseFlow(
      PLAIN.replace('<bpmn:endEvent', `<bpmn:${tag} id="odd" name="怪" /><bpmn:endEvent`),
    )
    expect(problems.map(({ message }) => message)).toContain(`“怪”（odd）：不支持${title}，请改用支持的元素。`)
  })

  it.each([
    ['<bpmn:errorEventDefinition />', '错误'],
    ['<bpmn:messageEventDefinition />', '消息'],
    ['<bpmn:terminateEventDefinition /><bpmn:signalEventDefinition />', '信号'],
  ])('refuses an end event with %s', async (definition, title) => {
    const end = `<bpmn:endEvent id="end" name="办结">${definition}</bpmn:endEvent>`
    const { problems } = await parseFlow(PLAIN.replace(/<bpmn:endEvent id="end" name="办结" \/>/, end))
    expect(problems).toMatchObject([{ elementId: 'end', rule: 'unsupported' }])
    expect(problems[0]?.message).toContain(`不支持${title}`)
  })

  it('takes a property that stands at its default for what it is', async () => {
    const { problems } = await parseFlow(PLAIN.replace('yiwang:role=', 'startQuantity="1" yiwang:role='))
    expect(problems).toEqual([])
    const [found] = (await parseFlow(PLAIN.replace('yiwang:role=', 'startQuantity="2" yiwang:role='))).problems
    expect(found?.message).toContain('startQuantity')
  })

  it('wants an event to say for what it waits', async () => {
    const xml = PLAIN.replace('<bpmn:endEvent', '<bpmn:intermediateCatchEvent id="odd" name="怪" /><bpmn:endEvent')
    expect((await parseFlow(xml)).problems).toMatchObject([{ elementId: 'odd', rule: 'event' }])
  })

  it('refuses a property that it would have to ignore', async () => {
    const script = PLAIN.replace('yiwang:role=', 'isForCompensation="true" yiwang:role=')
    expect((await parseFlow(script)).problems[0]?.message).toContain('isForCompensation')
    const other = PLAIN.replace(
      '<bpmn:definitions',
      '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
    ).replace('yiwang:role=', 'camunda:assignee="x" yiwang:role=')
    expect((await parseFlow(other)).problems[0]?.message).toContain('camunda:assignee')
  })

  it.each([
    ['<bpmn:multiInstanceLoopCharacteristics />', 'multi-count'],
    ['<bpmn:multiInstanceLoopCharacteristics behavior="One" />', 'unsupported-property'],
    ['<bpmn:standardLoopCharacteristics />', 'unsupported'],
  ])('refuses %s', async (loop, rule) => {
    const xml = PLAIN.replace(/(<bpmn:userTask[^>]*) \/>/, `$1>${loop}</bpmn:userTask>`)
    expect((await parseFlow(xml)).problems[0]).toMatchObject({ elementId: 'approve', rule })
  })

  it('refuses a condition that it cannot read, and says where', async () => {
    const xml = buildFlowXml(standardThreeStep).replace('outcome = &quot;return&quot;', 'outcome = (')
    const [found] = (await parseFlow(xml)).problems
    expect(found).toMatchObject({ elementName: '退回', rule: 'condition' })
    expect(found?.message).toContain('读不懂')
  })

  it('refuses pools, a second process, a drawing that is not to be run and a line that ends nowhere', async () => {
    const second = '<bpmn:process id="p2" isExecutable="true" /><bpmn:collaboration id="c" name="协作" />'
    const { problems } = await parseFlow(PLAIN.replace('<bpmndi:BPMNDiagram', `${second}<bpmndi:BPMNDiagram`))
    expect(problems.map(({ rule }) => rule)).toEqual(['unsupported', 'one-process'])
    const idle = await parseFlow(PLAIN.replace('isExecutable="true"', 'isExecutable="false"'))
    expect(idle.problems.map(({ rule }) => rule)).toEqual(['executable'])
    const loose = await parseFlow(PLAIN.replace('targetRef="end"', 'targetRef="nowhere"'))
    expect(loose.problems.map(({ rule }) => rule)).toEqual(['content', 'dangling'])
  })

  it.each(['', 'not xml', '<html></html>', '<?xml version="1.0"?><bpmn:definitions'])('refuses %j', async (xml) => {
    const { graph, problems } = await parseFlow(xml)
    expect(problems.length).toBeGreaterThan(0)
    expect(graph.nodes.size).toBe(0)
  })
})
