import { describe, expect, it } from 'vitest'
import { buildGraph } from '../domain/graph.ts'
import { checkFlow } from '../domain/check-flow.ts'
import { lines, processXml, several, task } from '../../../../test/flow-xml.ts'
import { parseFlow } from './parse-flow.ts'

async function read(attributes: string, inner = '') {
  const approve = task('approve', 'approve', { attributes: ` ${attributes}`, inside: inner })
  const inside = `<startEvent id="start" />${approve}<endEvent id="end" />${lines('start > approve > end')}`
  const { source, problems } = await parseFlow(processXml(inside))
  const graph = buildGraph(source)
  const found = [...problems, ...checkFlow(graph)]
  return { rules: graph.nodes.get('approve')?.task, messages: found.map(({ message }) => message).join() }
}

const risk = 'yiwang:risk="以权谋私" yiwang:riskLevel="high" yiwang:riskMeasure="双人审批"'

describe('a step of a flow', () => {
  it('may say which special procedures may be opened there, and which risk point it is', async () => {
    const { rules, messages } = await read(`yiwang:procedures="hearing, agency-review" ${risk}`)
    expect(messages).toBe('')
    expect(rules).toMatchObject({
      procedures: ['hearing', 'agency-review'],
      risk: { form: '以权谋私', level: 'high', measure: '双人审批' },
    })
    expect((await read('yiwang:procedures="none"')).messages).toBe('')
    expect((await read('')).rules).not.toHaveProperty('procedures')
  })

  it('may issue documents, each with an outcome; not where several do it', async () => {
    const { rules, messages } = await read('yiwang:documents="site-record, step-notice:return"')
    expect(messages).toBe('')
    expect(rules?.documents).toEqual([
      { templateId: 'site-record', outcome: 'pass' },
      { templateId: 'step-notice', outcome: 'return' },
    ])
    expect((await read('yiwang:documents="site-record"', several('2'))).messages).toContain(
      '几个人办的环节不能出具文书',
    )
  })

  it.each([
    [
      'a document that is no template',
      'yiwang:documents="现场记录"',
      '出具的文书（yiwang:documents）“现场记录:pass”不对',
    ],
    ['no document at all', 'yiwang:documents=" "', '出具的文书（yiwang:documents）不对'],
    ['an outcome that there is not', 'yiwang:documents="a:later"', '“a:later”不对'],
    ['a document twice', 'yiwang:documents="a,a:pass"', '“a:pass”写了两次'],
    ['a procedure that is no code', 'yiwang:procedures="听证"', '可以启动的特别程序（yiwang:procedures）“听证”不对'],
    ['no procedure and one', 'yiwang:procedures="none,hearing"', '都不可以的只写 none'],
    ['a risk without a measure', 'yiwang:risk="x" yiwang:riskLevel="low"', '缺防控措施（yiwang:riskMeasure）'],
    ['a level that there is not', risk.replace('high', 'huge'), '廉政风险等级“huge”不对，只能是 high（高）'],
    ['a misspelt attribute', 'yiwang:riskLevels="high"', 'riskLevels'],
  ])('is refused with %s', async (_, attributes, sentence) => {
    expect((await read(attributes)).messages).toContain(sentence)
  })
})
