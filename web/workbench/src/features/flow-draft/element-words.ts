import type { Drawn, FileElement } from './flow-modeler.ts'
import { editorMessages as say } from './messages.ts'

const KINDS: Readonly<Record<string, string>> = say.kinds

/** What an element is, in the words of the page. */
export function kindWord({ $type }: FileElement): string {
  return KINDS[$type.replace('bpmn:', '')] ?? say.otherKind
}

export function nameOf({ businessObject }: Drawn): string {
  return businessObject.name || `${kindWord(businessObject)}（${say.unnamed}）`
}
