/** A BPMN file without its drawing, from the inside of a process: for tests that need constructs of their own. */
export function processXml(
  inside: string,
  { id = 'test', part = false, variables = '', messages = [] as string[] } = {},
): string {
  const attributes = `${part ? ' yiwang:part="true"' : ''}${variables ? ` yiwang:variables="${variables}"` : ''}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:yiwang="https://yiwang.dev/bpmn/1.0" id="file" targetNamespace="https://yiwang.dev/flows">
  ${messages.map((name) => `<message id="message_${name}" name="${name}" />`).join('')}
  <process id="${id}" name="测试流程" isExecutable="true"${attributes}>
    ${inside}
  </process>
</definitions>`
}

/** `a > b > c`: lines between elements, each called `a_b`; before an element, in brackets, the condition of its line. */
export function lines(...rows: string[]): string {
  return rows
    .flatMap((row) => {
      const ids = row.split(/\s>\s(?![^[]*\])/).map((word) => word.trim())
      return ids.slice(1).map((id, index) => line(ids[index]!.replace(/\[.*\]/, '').trim(), id))
    })
    .join('\n')
}

function line(from: string, target: string): string {
  const [, when, to = target] = /^\[(.*)\]\s*(.*)$/.exec(target) ?? []
  const condition = when
    ? `<conditionExpression xsi:type="tFormalExpression">${escape(when)}</conditionExpression>`
    : ''
  return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** 人工环节. */
export function task(id: string, step = 'handle', { attributes = '', inside = '' } = {}): string {
  const role = { handle: 'handler', review: 'reviewer', approve: 'approver' }[step] ?? step
  return `<userTask id="${id}" name="${id}" yiwang:step="${step}" yiwang:role="${role}"${attributes}>${inside}</userTask>`
}

export function several(count: string, isSequential = false): string {
  const cardinality = `<loopCardinality xsi:type="tFormalExpression">${escape(count)}</loopCardinality>`
  return `<multiInstanceLoopCharacteristics isSequential="${isSequential}">${cardinality}</multiInstanceLoopCharacteristics>`
}

export function onEdge(id: string, of: string, what: string, isQuiet = false): string {
  return `<boundaryEvent id="${id}" name="${id}" attachedToRef="${of}" cancelActivity="${!isQuiet}">${what}</boundaryEvent>`
}

export function days(count: number): string {
  return `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">P${count}D</timeDuration></timerEventDefinition>`
}

export function workdays(count: number): string {
  return `<timerEventDefinition yiwang:workdays="${count}" />`
}

export function message(name: string): string {
  return `<messageEventDefinition messageRef="message_${name}" />`
}
