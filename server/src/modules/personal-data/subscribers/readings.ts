import { PersonalDataRead } from '../../../platform/ledger/index.ts'
import type { LedgerReader } from '../../../platform/module/index.ts'
import { forgetReadings, keepReadings } from '../actions/keep-readings.ts'

/** 查阅记录: entries stand in the stream of who read; a person asks by what was read. */
export const readings: LedgerReader = {
  name: 'personal-data/readings',
  version: 1,
  on: [PersonalDataRead],
  take: keepReadings,
  clear: forgetReadings,
}
