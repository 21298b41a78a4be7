import { route } from '../../../platform/http/index.ts'
import { confirmAlert, explainAlert } from '../actions/decide-alert.ts'
import { setWatchRule } from '../actions/set-watch-rule.ts'
import {
  ConfirmAlert,
  ExplainAlert,
  GetAlert,
  ListAlerts,
  ListForwards,
  ListWatchRules,
  SetWatchRule,
} from '../contract/index.ts'
import { getAlert, listAlerts } from '../queries/list-alerts.ts'
import { listForwards } from '../queries/list-forwards.ts'
import { listWatchRules } from '../queries/list-watch-rules.ts'

export const alertRoutes = [
  route(ListAlerts, { permit: 'audit.watchAlerts', run: listAlerts }),
  route(GetAlert, { permit: 'audit.watchAlerts', records: true, run: getAlert }),
  route(ExplainAlert, { permit: 'audit.decideAlerts', run: explainAlert }),
  route(ConfirmAlert, { permit: 'audit.decideAlerts', run: confirmAlert }),
  route(ListForwards, { permit: 'audit.watchAlerts', run: listForwards }),
  route(ListWatchRules, { permit: 'audit.watchAlerts', run: listWatchRules }),
  route(SetWatchRule, { permit: 'audit.setRules', run: setWatchRule }),
]
