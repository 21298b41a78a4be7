import { describe, expect, it } from 'vitest'
import { listTckModels, runTckModel } from '../../../../test/dmn-tck.ts'

/** What the subset leaves out, by the models that need it. */
const REFUSED: Readonly<Record<string, string>> = {
  '0006-simpletable-P1': '优先次序',
  '0007-simpletable-P2': '优先次序',
  '0009-invocation-arithmetic': '业务知识模型',
  '0109-ruleOrder-hitpolicy': '规则次序',
  '0110-outputOrder-hitpolicy': '结果次序',
  '0112-ruleOrder-hitpolicy-singleinoutcol': '规则次序',
  '0113-outputOrder-hitpolicy-singleinoutcol': '结果次序',
  '0118-multi-priority-hitpolicy': '优先次序',
}

describe('the reference models of DMN, level 2', () => {
  it('are 28', () => {
    expect(listTckModels()).toHaveLength(28)
  })

  it.each(listTckModels())('%s passes with all its cases, or is refused for what it needs', async (model) => {
    const { refusals, passed, failures } = await runTckModel(model)
    expect(failures).toEqual([])
    const reason = REFUSED[model]
    if (reason === undefined) {
      expect(refusals).toEqual([])
      expect(passed).toBeGreaterThan(0)
    } else {
      expect(refusals.join()).toContain(reason)
    }
  })
})
