import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DraftStanding, DraftView } from '@yiwang/server/contract/catalogue'
import { Button, Card, DateField, NoticePanel, TextArea, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { type Decision, DecisionForm } from '../../shared/decision-form.tsx'
import { useKeptText } from '../../shared/kept-text.tsx'
import { Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { WithReason } from '../../shared/with-reason.tsx'
import { DeclineUpdate } from './decline-update.tsx'
import styles from './item-drafts.module.css'
import { layerMessages as layers } from './layer-messages.ts'
import { draftsMessages as say } from './messages.ts'

interface ActsProps {
  draft: DraftView
  /** Saves what is typed before anything else happens. */
  onBefore(): Promise<void>
}

/** What this person may do with the draft now. */
export function DraftActs({ draft, onBefore }: ActsProps) {
  const { abilities } = draft
  if (!Object.values(abilities).includes(true)) return null
  return (
    <Card title={say.acts}>
      <div className={styles.stack}>
        {abilities.rebase && <Rebase draft={draft} onBefore={onBefore} />}
        {abilities.submit && <SubmitForm draft={draft} onBefore={onBefore} />}
        {abilities.review && <OpinionForm key="review" draft={draft} step="review" />}
        {abilities.publish && <OpinionForm key="publish" draft={draft} step="publish" />}
        {abilities.edit && draft.parent?.declinable !== undefined && (
          <DeclineUpdate itemId={draft.itemId} version={draft.parent.declinable} />
        )}
        {abilities.discard && <Discard draft={draft} onBefore={onBefore} />}
      </div>
    </Card>
  )
}

const TOUCHED = [
  ...['item-draft', 'item-drafts', 'item-draft-differences', 'inbox', 'item', 'items', 'item-library'],
].map((key) => [key])

function useDraftAct<Input>(act: (input: Input) => Promise<DraftStanding>, words: (input: Input) => string) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: act,
    onSuccess: async (_, input) => {
      tell(words(input))
      await Promise.all(TOUCHED.map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['item-draft'] }),
  })
}

function SubmitForm({ draft, onBefore }: ActsProps) {
  const today = useToday()
  const reason = useKeptText(`${draft.draftId} submit`)
  const [effectiveOn, setEffectiveOn] = useState('')
  const [isAsked, setAsked] = useState(false)
  const act = useDraftAct(
    async () => {
      await onBefore()
      return api.catalogue.submitItemDraft({
        draftId: draft.draftId,
        version: draft.version,
        reason: reason.text.trim(),
        ...(effectiveOn === '' ? {} : { effectiveOn }),
      })
    },
    () => {
      reason.forget()
      return say.done.submit
    },
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason.text.trim().length >= 2) act.mutate(undefined)
  }
  return (
    <form className={styles.stack} aria-label={say.submit} noValidate onSubmit={submit}>
      <p className={styles.soft}>{say.submitText}</p>
      <Refusal error={act.error} />
      <TextArea
        id="draft-reason"
        label={say.reason}
        help={say.reasonHelp}
        maxLength={2000}
        value={reason.text}
        error={isAsked && reason.text.trim().length < 2 ? say.mustSay : undefined}
        onChange={(event) => reason.setText(event.target.value)}
      />
      <DateField
        id="draft-effective"
        label={say.effectiveOn}
        help={say.effectiveHelp}
        optional
        min={today}
        value={effectiveOn}
        onChange={(event) => setEffectiveOn(event.target.value)}
      />
      <div>
        <Button type="submit" look="main" busy={act.isPending}>
          {say.submit}
        </Button>
      </div>
    </form>
  )
}

type Step = 'review' | 'publish'
type Outcome = 'pass' | 'return'

function OpinionForm({ draft, step }: { draft: DraftView; step: Step }) {
  const today = useToday()
  const [effectiveOn, setEffectiveOn] = useState('')
  return (
    <DecisionForm<Outcome>
      subject={`${draft.draftId} ${step}`}
      title={say[step]}
      {...(step === 'publish' && { lead: say.publishText })}
      outcomes={{ pass: say.pass[step], return: say.returned }}
      longest={2000}
      onDecide={(decision) => send(draft, step, { ...decision, effectiveOn })}
      told={(outcome) => (outcome === 'return' ? say.done.return : say.done[step])}
      touched={TOUCHED}
    >
      {(outcome) =>
        step === 'publish' &&
        outcome === 'pass' && (
          <DateField
            id="draft-effective"
            label={say.effectiveFrom}
            help={draft.effectiveOn ? say.effectiveWished(dayText(draft.effectiveOn, today)) : say.effectiveHelp}
            optional
            min={today}
            value={effectiveOn}
            onChange={(event) => setEffectiveOn(event.target.value)}
          />
        )
      }
    </DecisionForm>
  )
}

function send(
  draft: DraftView,
  step: Step,
  { effectiveOn, ...decision }: Decision<Outcome> & { effectiveOn: string },
): Promise<DraftStanding> {
  const input = { draftId: draft.draftId, version: draft.version, ...decision }
  if (step === 'review') return api.catalogue.reviewItemDraft(input)
  const day = effectiveOn === '' || decision.outcome === 'return' ? {} : { effectiveOn }
  return api.catalogue.publishItemDraft({ ...input, ...day })
}

function Rebase({ draft, onBefore }: ActsProps) {
  const act = useDraftAct(
    async () => {
      await onBefore()
      return api.catalogue.rebaseItemDraft({ draftId: draft.draftId, version: draft.version })
    },
    () => say.done.rebase,
  )
  const own = draft.newerVersion
  const title = own === undefined ? layers.parentBehind(draft.parent?.newerVersion ?? 0) : say.behind(own)
  return (
    <NoticePanel tone="soon" title={title}>
      <p>{own === undefined ? layers.parentBehindText : say.behindText}</p>
      <Refusal error={act.error} />
      <Button busy={act.isPending} onClick={() => act.mutate(undefined)}>
        {own === undefined ? layers.takeUp : say.rebase}
      </Button>
    </NoticePanel>
  )
}

function Discard({ draft, onBefore }: ActsProps) {
  const act = useDraftAct(
    async (reason: string) => {
      await onBefore()
      return api.catalogue.discardItemDraft({ draftId: draft.draftId, version: draft.version, reason })
    },
    () => say.done.discard,
  )
  return (
    <div className={styles.stack}>
      <Refusal error={act.error} />
      <div>
        <WithReason
          act={say.discard}
          label={say.discardLabel}
          isBusy={act.isPending}
          onSend={(reason) => act.mutate(reason)}
        />
      </div>
    </div>
  )
}
