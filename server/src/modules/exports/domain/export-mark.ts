import { EXPORT_PURPOSES } from '../contract/index.ts'
import type { ExportPurpose } from '../contract/index.ts'

/** 标记: who took it out, when, what for and who let it go; it stands visibly in the file. */
export interface MarkFacts {
  readonly exportId: string
  readonly askedByName: string
  readonly organizationName: string
  readonly decidedByName: string | undefined
  readonly purpose: ExportPurpose
  readonly at: Date
  readonly inFull: boolean
}

export function markText(facts: MarkFacts): string {
  const { exportId, askedByName, organizationName, decidedByName, purpose, at, inFull } = facts
  return [
    `导出编号 ${exportNo(exportId)}`,
    `导出人 ${askedByName}${organizationName === '' ? '' : `（${organizationName}）`}`,
    decidedByName === undefined ? '按本地规则免审批' : `批准人 ${decidedByName}`,
    `生成时间 ${minuteText(at)}`,
    `用途 ${EXPORT_PURPOSES[purpose]}`,
    inFull ? '含完整个人信息，不得转交他人，用完即删' : '仅限上述用途，不得转交他人',
  ].join('；')
}

/** What tells one export from another when it is read out: the last twelve digits of its id. */
export function exportNo(exportId: string): string {
  return exportId.slice(-12)
}

/** In China, to the minute. */
export function minuteText(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
