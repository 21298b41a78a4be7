import type { DraftContent } from '@yiwang/server/contract/catalogue'
import type { TrialOutcome, TrialRequest } from '@yiwang/server/contract/flows'
import { Card, Facts } from '@yiwang/ui'
import { useSyncExternalStore } from 'react'
import { FlowTrial } from '../../shared/flow-trial/flow-trial.tsx'
import { trialMessages } from '../../shared/flow-trial/messages.ts'
import type { Question } from '../../shared/flow-trial/trial-answers.tsx'
import type { DraftKeeper } from './draft-keeper.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** 试走: a made case of this draft through the flow that it names, with the form's questions and the promised limit. */
export function TrialCard({ keeper }: { keeper: DraftKeeper }) {
  const { flow, form } = useSyncExternalStore(keeper.subscribe, () => keeper.get('process')).content
  const { promisedLimit } = useSyncExternalStore(keeper.subscribe, () => keeper.get('limits')).content
  const { powerType } = useSyncExternalStore(keeper.subscribe, () => keeper.get('identity')).content
  const result = useSyncExternalStore(keeper.subscribe, () => keeper.get('result')).content
  const named = flowNamed(flow)
  const limit = limitOf(promisedLimit)
  return (
    <Card title={trialMessages.title}>
      {named === undefined ? (
        <p className={styles.soft}>{say.trialNoFlow}</p>
      ) : (
        <FlowTrial
          key={`${named.definitionId} ${named.version}`}
          flow={named}
          questions={questionsOf(form)}
          {...(limit && { limit })}
        >
          {({ outcome }) => (
            <Facts
              facts={[
                { name: say.trialAtStart, value: say.trialStartPapers },
                { name: say.trialAtEnd, value: papersAtEnd({ powerType, ...result }, outcome) },
              ]}
            />
          )}
        </FlowTrial>
      )}
    </Card>
  )
}

function flowNamed(flow: DraftContent['flow']): { definitionId: string; version: number } | undefined {
  const version = Number(flow?.version)
  const definitionId = flow?.definitionId ?? ''
  return definitionId !== '' && Number.isInteger(version) && version > 0 ? { definitionId, version } : undefined
}

function limitOf(promised: DraftContent['promisedLimit']): TrialRequest['limit'] {
  const value = Number(promised?.value)
  const unit = promised?.unit
  const isCounted = (unit === 'workday' || unit === 'day') && Number.isInteger(value) && value >= 1 && value <= 1000
  return isCounted ? { value, unit } : undefined
}

interface Asked {
  readonly title?: string
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly { readonly const?: unknown; readonly title?: string }[]
}

/** The form's own words and choices for what the flow looks at. */
function questionsOf(form: DraftContent['form']): Readonly<Record<string, Question>> {
  const properties = (form?.schema['properties'] ?? {}) as Readonly<Record<string, Asked>>
  return Object.fromEntries(
    Object.entries(properties).map(([name, { title, enum: listed, oneOf }]) => {
      const values = oneOf
        ? oneOf.map((one) => ({ value: String(one.const), title: one.title ?? String(one.const) }))
        : listed?.map((one) => ({ value: String(one), title: String(one) }))
      return [name, { title: title ?? name, ...(values && { values }) }]
    }),
  )
}

type Ending = Pick<DraftContent, 'powerType' | 'result' | 'licenceType'>

/** The paper of the decision, and the licence if there is one. */
function papersAtEnd({ powerType, result, licenceType }: Ending, outcome: TrialOutcome['outcome']): string {
  const isLicensing = powerType === 'licensing'
  if (outcome !== 'pass') return isLicensing ? say.trialDenied : say.trialResult
  const paper = isLicensing ? say.trialGranted : say.trialResult
  const licence = result?.kind === 'licence' ? licenceType?.name || result.name : undefined
  return licence ? `${paper}、${licence}` : paper
}
