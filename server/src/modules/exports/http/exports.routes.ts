import { route } from '../../../platform/http/index.ts'
import { askExport } from '../actions/ask-export.ts'
import { approveExport, refuseExport, withdrawExport } from '../actions/decide-export.ts'
import { downloadExport } from '../actions/download-export.ts'
import { getExportRule, setExportRule } from '../actions/set-export-rule.ts'
import {
  ApproveExport,
  AskExport,
  CountExports,
  DownloadExport,
  GetExportRule,
  ListExports,
  ListMyExports,
  PreviewExport,
  RefuseExport,
  SetExportRule,
  WithdrawExport,
} from '../contract/index.ts'
import { countExports, listExports, listMyExports } from '../queries/list-exports.ts'
import { previewExport } from '../queries/preview-export.ts'

export const exportsRoutes = [
  route(PreviewExport, { permit: 'exports.ask', isRepeatable: true, perMinute: 60, run: previewExport }),
  route(AskExport, { permit: 'exports.ask', run: askExport }),
  route(ListMyExports, { permit: 'exports.ask', run: listMyExports }),
  route(WithdrawExport, { permit: 'exports.ask', run: withdrawExport }),
  route(DownloadExport, { permit: 'exports.ask', records: true, run: downloadExport }),
  route(ListExports, { permit: 'exports.approve', run: listExports }),
  route(CountExports, { permit: 'exports.approve', run: countExports }),
  route(ApproveExport, { permit: 'exports.approve', run: approveExport }),
  route(RefuseExport, { permit: 'exports.approve', run: refuseExport }),
  route(GetExportRule, { permit: 'exports.setRules', run: getExportRule }),
  route(SetExportRule, { permit: 'exports.setRules', run: setExportRule }),
]
