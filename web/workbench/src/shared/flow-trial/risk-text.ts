import { RISK_LEVELS } from '@yiwang/server/contract/flows'
import { trialMessages as say } from './messages.ts'

const LEVELS: Readonly<Record<string, string>> = RISK_LEVELS

/** 廉政风险点 in a sentence. */
export function riskText({ form, level, measure }: { form: string; level: string; measure: string }): string {
  return say.riskText(LEVELS[level] ?? level, form, measure)
}
