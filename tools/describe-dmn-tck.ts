import { listTckModels, runTckModel } from '../server/test/dmn-tck.ts'
import type { TckResult } from '../server/test/dmn-tck.ts'

/** docs/generated/dmn-tck.md: what became of each reference model of DMN, level 2. */
export async function describeDmnTck(): Promise<string> {
  const results: TckResult[] = []
  for (const model of listTckModels()) results.push(await runTckModel(model))
  const run = results.filter(({ refusals }) => refusals.length === 0)
  return [
    '# DMN reference models, compliance level 2',
    '',
    '<!-- Written by `npm run gen` from running them. -->',
    '',
    `${run.length} of ${results.length} run, each with all its cases; the others are refused when they are published. Where they come from: [data/conformance/dmn-tck](../../data/conformance/dmn-tck/README.md).`,
    '',
    '| Model | Result |',
    '|---|---|',
    ...results.map((result) => `| ${result.model} | ${outcomeOf(result)} |`),
    '',
  ].join('\n')
}

function outcomeOf({ refusals, passed, failures }: TckResult): string {
  if (refusals.length > 0) return `refused: ${[...new Set(refusals)].join(' ')}`
  return `passes ${passed} of ${passed + failures.length}`
}
