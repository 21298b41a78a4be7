import type { Context } from '../../../platform/act/index.ts'
import type { LimitsApi } from '../../limits/index.ts'

/** A hall opens by the calendar, which is another module's. */
export interface HallsDeps {
  readonly limits: Pick<LimitsApi, 'getOpening' | 'assertHours'>
}

export type HallsContext = Context & HallsDeps
