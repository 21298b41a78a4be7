import { describe, expect, it } from 'vitest'
import { checkFlow } from './domain/check-flow.ts'
import { buildFlowXml, demoFlows, personalDataRequest } from './fixtures.ts'
import { parseFlow } from './actions/parse-flow.ts'

describe('the flows of the demo county', () => {
  it.each(demoFlows)('$name is the file that we ship, and may be published', async (flow) => {
    const xml = buildFlowXml(flow)
    await expect(xml).toMatchFileSnapshot(`../../../../data/demo/flows/${flow.id}.bpmn`)
    const { graph, problems } = await parseFlow(xml)
    expect([...problems, ...checkFlow(graph)]).toEqual([])
  })
})

describe('the flow of requests about personal data', () => {
  it('is the file that we ship, and may be published', async () => {
    const xml = buildFlowXml(personalDataRequest)
    await expect(xml).toMatchFileSnapshot(`../../../../data/rights/${personalDataRequest.id}.bpmn`)
    const { graph, problems } = await parseFlow(xml)
    expect([...problems, ...checkFlow(graph)]).toEqual([])
  })
})
