import type { EdgeSource, FlowSource, NodeSource } from '../src/modules/flows/domain/graph.ts'

const TAGS: Readonly<Record<NodeSource['kind'], string>> = {
  start: 'startEvent',
  end: 'endEvent',
  task: 'userTask',
  service: 'serviceTask',
  rule: 'businessRuleTask',
  call: 'callActivity',
  sub: 'subProcess',
  exclusive: 'exclusiveGateway',
  parallel: 'parallelGateway',
  inclusive: 'inclusiveGateway',
  timer: 'intermediateCatchEvent',
  message: 'intermediateCatchEvent',
  boundary: 'boundaryEvent',
}

/** A flow as BPMN that any engine reads: no drawing, none of our attributes. */
export function plainFlowXml(source: FlowSource): string {
  const messages = source.nodes.flatMap(({ message }) =>
    message ? [`<message id="${message}" name="${message}" />`] : [],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="urn:test">
${messages.join('\n')}
<process id="${source.id}" isExecutable="true">
${scopeLines(source, undefined)}
</process>
</definitions>`
}

function scopeLines(source: FlowSource, inside: string | undefined): string {
  const nodes = source.nodes.filter((node) => node.inside === inside)
  const ids = new Set(nodes.map(({ id }) => id))
  const edges = source.edges.filter(({ from }) => ids.has(from))
  return [...nodes.map((node) => nodeLine(source, node)), ...edges.map(edgeLine)].join('\n')
}

function nodeLine(source: FlowSource, node: NodeSource): string {
  const attributes = [
    `id="${node.id}"`,
    node.defaultEdge ? `default="${node.defaultEdge}"` : '',
    node.attachedTo ? `attachedToRef="${node.attachedTo}" cancelActivity="${node.isInterrupting !== false}"` : '',
  ]
  const tag = TAGS[node.kind]
  const inner = node.kind === 'sub' ? scopeLines(source, node.id) : ''
  return `<${tag} ${attributes.join(' ')}>${eventOf(node)}${loopOf(node)}${inner}</${tag}>`
}

function eventOf({ wait, message }: NodeSource): string {
  if (message) return `<messageEventDefinition messageRef="${message}" />`
  if (!wait) return ''
  return `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">P${wait.length}D</timeDuration></timerEventDefinition>`
}

function loopOf({ multi }: NodeSource): string {
  if (!multi) return ''
  const count = `<loopCardinality xsi:type="tFormalExpression">${multi.count.text}</loopCardinality>`
  return `<multiInstanceLoopCharacteristics isSequential="${multi.isSequential}">${count}</multiInstanceLoopCharacteristics>`
}

function edgeLine({ id, from, to, condition }: EdgeSource): string {
  const when = condition
    ? `<conditionExpression xsi:type="tFormalExpression">${condition.text}</conditionExpression>`
    : ''
  return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${when}</sequenceFlow>`
}
