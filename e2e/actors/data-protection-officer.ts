import type { SubmittedCase } from './items.ts'
import { Official } from './official.ts'

/** 个人信息保护负责人: handles what people ask about their data, and carries out what another has granted. */
export class DataProtectionOfficer extends Official {
  /** Verifies, and writes what goes into the answer. */
  async answers(aCase: SubmittedCase, answer: string): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '承办',
      as: 'answer',
      confirm: '确认提交下一环节',
      fill: (panel) => panel.getByLabel('答复内容').fill(answer),
    })
  }

  /** What is not rewritten gets a note. */
  async notesCorrection(aCase: SubmittedCase, note: string): Promise<void> {
    await this.findsInInbox(aCase)
    await this.does({
      act: '实施',
      as: 'carry-out',
      confirm: '确认实施',
      fill: (panel) => panel.getByLabel('更正说明', { exact: true }).fill(note),
    })
  }
}
