import { RISK_LEVELS } from '@yiwang/server/contract/flows'
import { Select } from '@yiwang/ui'
import { Written } from '../../shared/written.tsx'
import { DocumentFields } from './document-fields.tsx'
import type { Drawn, FlowModeler } from './flow-modeler.ts'
import { editorMessages as say } from './messages.ts'

/** 特别程序 that may be opened at the step, 文书 that it issues, and its 廉政风险点. */
export function StepRuleFields({ modeler, element }: { modeler: FlowModeler; element: Drawn }) {
  const said = (name: string) => String(element.businessObject.get(`yiwang:${name}`) ?? '')
  const set = (name: string, value: string) => modeler.set(element.id, { [`yiwang:${name}`]: value || undefined })
  return (
    <>
      <Written
        id="element-procedures"
        label={say.procedures}
        value={said('procedures')}
        onWrite={(text) => set('procedures', text)}
      />
      <DocumentFields modeler={modeler} element={element} />
      <Written id="element-risk" label={say.risk} value={said('risk')} onWrite={(text) => set('risk', text)} />
      <Select
        id="element-risk-level"
        label={say.riskLevel}
        placeholder={say.noRisk}
        choices={Object.entries(RISK_LEVELS).map(([value, label]) => ({ value, label }))}
        value={said('riskLevel')}
        onChange={({ target }) => set('riskLevel', target.value)}
      />
      <Written
        id="element-risk-measure"
        label={say.riskMeasure}
        value={said('riskMeasure')}
        onWrite={(text) => set('riskMeasure', text)}
      />
    </>
  )
}
