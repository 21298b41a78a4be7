import { listMiwgModels, runMiwgModel } from '../server/test/bpmn-miwg.ts'
import type { MiwgResult } from '../server/test/bpmn-miwg.ts'

/** Of a model with dozens of unknown elements, the first few say enough. */
const MOST_REASONS = 4

/** docs/generated/bpmn-miwg.md: what became of each reference model of BPMN. */
export async function describeBpmnMiwg(): Promise<string> {
  const results: MiwgResult[] = []
  for (const model of listMiwgModels()) results.push(await runMiwgModel(model))
  const run = results.filter(({ problems }) => problems.length === 0)
  return [
    '# BPMN reference models',
    '',
    '<!-- Written by `npm run gen` from running them. -->',
    '',
    `${run.length} of ${results.length} models of the BPMN Model Interchange Working Group run: hundreds of runs by chance, which together pass every element, and each of which ends. The others are refused as they would be when they are published, each with the elements that are not understood. The models are drawings for other tools; the last column says what a test put in the place of what they leave open (conditions, roles) and what it left out because it is not control flow (data, resources, notes of tools). As they are, none would be published here. Where they come from: [data/conformance/bpmn-miwg](../../data/conformance/bpmn-miwg/README.md).`,
    '',
    '| Model | Executable | Pools | Result | Adapted |',
    '|---|---|---|---|---|',
    ...results.map(rowOf),
    '',
  ].join('\n')
}

function rowOf(result: MiwgResult): string {
  const { model, isExecutable, hasPools, adapted } = result
  const cells = [model, isExecutable ? 'yes' : 'no', hasPools ? 'yes' : 'no', outcomeOf(result), adapted.join('; ')]
  return `| ${cells.join(' | ')} |`
}

function outcomeOf({ problems, elements }: MiwgResult): string {
  if (problems.length === 0) return `**runs**, all ${elements} elements`
  const reasons = [...new Set(problems.map(({ message }) => message.replaceAll('|', '\\|')))]
  const more = reasons.length > MOST_REASONS ? [`and ${reasons.length - MOST_REASONS} more`] : []
  return `refused: ${[...reasons.slice(0, MOST_REASONS), ...more].join('<br>')}`
}
