import Value from 'typebox/value'
import { RuleInput } from '../modules/limits/contract/limit-rules.ts'
import { RULES } from '../modules/limits/domain/limit-rules.ts'
import { EXIT, textOption, UsageError } from './command.ts'
import type { Command, Invocation } from './command.ts'

export const limitRule: Command = {
  name: 'limit rule',
  summary:
    '设定法律没有规定的时限数值(预审、补正、提示、红牌) · set a figure that no law sets, for a division or organization',
  operands: ['DIVISION', 'RULE', 'VALUE'],
  options: {
    from: { type: 'string', value: 'DATE', required: true, help: '自哪天起 · from that day on' },
    basis: { type: 'string', value: 'TEXT', required: true, help: '规定这个数值的文件 · the document that says so' },
    organization: { type: 'string', value: 'ID', help: '只对这个部门 · for one organization only' },
  },
  run: async (invocation) => {
    const input = ruleOf(invocation)
    const { withApp } = await import('./open-app.ts')
    return await withApp(invocation, async (app) => {
      const { outcome } = await app.act({ mode: 'write' }, (ctx) => app.modules.limits.api.declareRule(ctx, input))
      invocation.out(outcome === 'declared' ? '已设定 · declared' : '无变化 · unchanged')
      return EXIT.ok
    })
  },
}

/** @throws UsageError */
export function ruleOf(invocation: Pick<Invocation, 'options' | 'operands'>): RuleInput {
  const [division = '', rule = '', value = ''] = invocation.operands
  const organizationId = textOption(invocation as Invocation, 'organization')
  const input = {
    division,
    rule,
    value: /^\d{1,3}$/.test(value) ? Number(value) : value,
    validFrom: textOption(invocation as Invocation, 'from'),
    basis: textOption(invocation as Invocation, 'basis'),
    ...(organizationId !== undefined && { organizationId }),
  }
  if (Value.Check(RuleInput, input)) return input
  const names = Object.entries(RULES).map(([name, { title }]) => `${name} ${title}`)
  throw new UsageError(`参数不正确,规则有 · wrong; the rules are:\n  ${names.join('\n  ')}`)
}
