import type { FlowProblem } from '../contract/flow-problem.ts'

/** A problem with its element's name and id in the sentence, so that it can be found on the drawing. */
export function problemAt(
  element: { readonly id: string; readonly name: string },
  rule: string,
  message: string,
  trace?: readonly string[],
): FlowProblem {
  const shown = element.name ? `“${element.name}”（${element.id}）` : element.id
  return {
    elementId: element.id,
    ...(element.name ? { elementName: element.name } : {}),
    rule,
    message: `${shown}：${message}`,
    ...(trace ? { trace: [...trace] } : {}),
  }
}
