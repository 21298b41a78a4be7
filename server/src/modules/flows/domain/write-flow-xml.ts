import { drawFlow } from './describe-flow.ts'
import type { DrawnEdge, FlowDescription, FlowDrawing } from './describe-flow.ts'
import { buildGraph } from './graph.ts'
import type { NodeSource } from './graph.ts'
import { labelPlaces } from './label-places.ts'
import { layoutFlow } from './layout-flow.ts'
import type { Box, FlowLayout } from './layout-flow.ts'

/** A complete BPMN 2.0 file, with its drawing, from a short description. */
export function buildFlowXml(description: FlowDescription): string {
  const drawing = drawFlow(description)
  const graph = buildGraph(drawing)
  const layout = layoutFlow(graph)
  return writeFlowXml(drawing, { ...layout, labels: labelPlaces(graph, layout) })
}

interface Places extends FlowLayout {
  readonly labels: ReadonlyMap<string, Box>
}

function writeFlowXml(flow: FlowDrawing, layout: Places): string {
  const variables = flow.variables.length > 0 ? ` yiwang:variables="${escape(flow.variables.join(','))}"` : ''
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
    '  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
    '  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `  xmlns:yiwang="https://yiwang.dev/bpmn/1.0" id="${escape(flow.id)}-file" targetNamespace="https://yiwang.dev/flows">`,
    `  <bpmn:process id="${escape(flow.id)}" name="${escape(flow.name)}" isExecutable="true"${variables}>`,
    ...flow.nodes.flatMap((node) => nodeLines(node).map((line) => `    ${line}`)),
    ...flow.edges.flatMap((edge) => edgeLines(edge).map((line) => `    ${line}`)),
    '  </bpmn:process>',
    '  <bpmndi:BPMNDiagram id="drawing">',
    `    <bpmndi:BPMNPlane id="plane" bpmnElement="${escape(flow.id)}">`,
    ...flow.nodes.map((node) => `      ${shapeLine(node, layout)}`),
    ...flow.edges.map((edge) => `      ${lineLine(edge, layout)}`),
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n')
}

const TAGS = {
  start: 'startEvent',
  end: 'endEvent',
  task: 'userTask',
  exclusive: 'exclusiveGateway',
  parallel: 'parallelGateway',
  inclusive: 'inclusiveGateway',
  service: 'serviceTask',
  rule: 'businessRuleTask',
  call: 'callActivity',
  sub: 'subProcess',
  timer: 'intermediateCatchEvent',
  message: 'intermediateCatchEvent',
  boundary: 'boundaryEvent',
} as const

function nodeLines(node: NodeSource): string[] {
  const tag = `bpmn:${TAGS[node.kind]}`
  const attributes = attributesOf({
    id: node.id,
    name: node.name,
    default: node.defaultEdge,
    attachedToRef: node.attachedTo,
    'yiwang:step': node.task?.step,
    'yiwang:role': node.task?.role,
    'yiwang:limitWorkdays': node.task?.limitWorkdays,
    'yiwang:distinctFrom': node.task?.distinctFrom.join(','),
    'yiwang:documents': node.task?.documents?.map(({ templateId, outcome }) => `${templateId}:${outcome}`).join(','),
  })
  if (!node.wait) return [`<${tag}${attributes} />`]
  return [`<${tag}${attributes}>`, `  ${waitLine(node)}`, `</${tag}>`]
}

function waitLine({ wait }: NodeSource): string {
  if (wait?.unit === 'workday') return `<bpmn:timerEventDefinition yiwang:workdays="${wait.length}" />`
  const duration = `<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P${wait?.length}D</bpmn:timeDuration>`
  return `<bpmn:timerEventDefinition>${duration}</bpmn:timerEventDefinition>`
}

function edgeLines({ id, name, from, to, when }: DrawnEdge): string[] {
  const attributes = attributesOf({ id, name, sourceRef: from, targetRef: to })
  if (!when) return [`<bpmn:sequenceFlow${attributes} />`]
  return [
    `<bpmn:sequenceFlow${attributes}>`,
    `  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(when)}</bpmn:conditionExpression>`,
    '</bpmn:sequenceFlow>',
  ]
}

function shapeLine(node: NodeSource, layout: Places): string {
  const box = layout.boxes.get(node.id)
  if (!box) throw new Error(`no place for ${node.id}`)
  const marker = node.kind === 'exclusive' ? ' isMarkerVisible="true"' : ''
  const inside = `${boundsOf(box)}${labelOf(node.id, layout)}`
  return `<bpmndi:BPMNShape id="${escape(node.id)}_shape" bpmnElement="${escape(node.id)}"${marker}>${inside}</bpmndi:BPMNShape>`
}

function lineLine(edge: DrawnEdge, layout: Places): string {
  const points = (layout.lines.get(edge.id) ?? []).map(({ x, y }) => `<di:waypoint x="${x}" y="${y}" />`).join('')
  return `<bpmndi:BPMNEdge id="${escape(edge.id)}_line" bpmnElement="${escape(edge.id)}">${points}${labelOf(edge.id, layout)}</bpmndi:BPMNEdge>`
}

function labelOf(id: string, { labels }: Places): string {
  const place = labels.get(id)
  return place ? `<bpmndi:BPMNLabel>${boundsOf(place)}</bpmndi:BPMNLabel>` : ''
}

function boundsOf({ x, y, width, height }: Box): string {
  return `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />`
}

function attributesOf(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('')
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
