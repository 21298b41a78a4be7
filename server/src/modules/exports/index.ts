import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { takeReveal } from './actions/take-reveal.ts'
import * as exportsEvents from './contract/events.ts'
import { exportsPermits, exportsProblems } from './contract/index.ts'
import { exportsRoutes } from './http/exports.routes.ts'
import { eraseExportsTimer, forgetRevealDaysTimer } from './jobs/erase-exports.ts'
import { makeExportJob } from './jobs/make-export.ts'
import type { ExportsDeps } from './queries/exports-context.ts'
import * as exportStore from './store/export-store.ts'

/** 数据导出: lists of other modules, asked for by one and approved by another. */
export interface ExportsApi {
  /** Exports in which one of these things stands in full, for an audit of who had a person's data. */
  exportsWith(ctx: Context, of: { subjects: readonly string[]; most: number }): Promise<string[]>
  /** Counts a look at somebody's data in full that is asked for now; refuses it beyond the day's limit. */
  takeReveal(ctx: Context, subject: string): Promise<void>
}

export function createExports(deps: ExportsDeps): ModuleParts<ExportsApi> {
  return {
    api: {
      exportsWith: (ctx, { subjects, most }) => exportStore.withContents(ctx.tx, subjects, most),
      takeReveal,
    },
    routes: bindRoutes(exportsRoutes, deps),
    permits: Object.values(exportsPermits),
    events: Object.values(exportsEvents),
    problems: Object.values(exportsProblems),
    jobs: [makeExportJob(deps)],
    timers: [eraseExportsTimer(deps), forgetRevealDaysTimer],
    sealed: [exportStore.sealed],
  }
}
