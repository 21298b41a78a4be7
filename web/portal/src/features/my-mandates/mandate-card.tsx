import type { PersonMandateView } from '@yiwang/server/contract/identity'
import { Anchor, Button, Facts, StateTag, type Tone } from '@yiwang/ui'
import { Form } from 'react-router'
import { dateWord } from '../../shared/cases/days.ts'
import formStyles from '../../shared/forms/form.module.css'
import { Seals } from '../../shared/forms/seals.tsx'
import { mandateMessages as say } from './messages.ts'
import styles from './my-mandates.module.css'

interface MandateCardProps {
  mandate: PersonMandateView
  side: 'agent' | 'principal' | 'former'
  scope: string
  intentKey: string
}

const TONES: Readonly<Record<PersonMandateView['standing'], Tone>> = {
  asked: 'soon',
  offered: 'soon',
  coming: 'soon',
  'in-force': 'ok',
  over: 'ended',
  revoked: 'stopped',
}

/** One mandate: with whom, in what, until when, and what may be done with it now. */
export function MandateCard({ mandate, side, scope, intentKey }: MandateCardProps) {
  const name = side === 'principal' ? mandate.agentName : mandate.principalName
  return (
    <article className={styles.mandate}>
      <h3>
        {name} · {mandate.kindTitle} <StateTag tone={TONES[mandate.standing]}>{mandate.standingTitle}</StateTag>
      </h3>
      <MandateFacts mandate={mandate} scope={scope} />
      <div className={formStyles.acts}>
        {mandate.abilities.act && <Act mandate={mandate} name={name} intentKey={intentKey} />}
        {mandate.abilities.accept && (
          <Deed {...{ mandate, intentKey }} deed="accept" look="main" label={say.acceptOf(name)} text={say.accept} />
        )}
        {mandate.abilities.end && side === 'agent' && (
          <Deed {...{ mandate, intentKey }} deed="end" look="quiet" label={say.declineOf(name)} text={say.decline} />
        )}
        {mandate.abilities.end && side === 'principal' && (
          <Deed {...{ mandate, intentKey }} deed="end" look="risk" label={say.revokeOf(name)} text={say.revoke} />
        )}
        <Anchor href={`/mandates/${mandate.id}`} aria-label={say.seeRecordOf(name)}>
          {say.seeRecord}
        </Anchor>
      </div>
    </article>
  )
}

export function MandateFacts({ mandate, scope }: { mandate: PersonMandateView; scope: string }) {
  const { principalName, principalCitizenId, agentName, validFrom, validTo, relation, documentNo } = mandate
  const { revokedOn, revokedBy } = mandate
  return (
    <Facts
      columns={2}
      facts={[
        { name: say.who, value: `${principalName}（${principalCitizenId}）` },
        { name: say.agent, value: agentName },
        { name: say.days, value: say.between(dateWord(validFrom), dateWord(validTo)) },
        { name: say.scope, value: scope },
        ...(relation ? [{ name: say.relation, value: relation }] : []),
        { name: say.document, value: documentNo },
        ...(revokedOn && revokedBy ? [{ name: mandate.standingTitle, value: say.revoked(revokedBy, revokedOn) }] : []),
      ]}
    />
  )
}

function Act({ mandate, name, intentKey }: { mandate: PersonMandateView; name: string; intentKey: string }) {
  return (
    <Form method="post" action="/acting">
      <Seals intentKey={`${intentKey}-a-${mandate.id.slice(-12)}`} />
      <input type="hidden" name="mandateId" value={mandate.id} />
      <Button type="submit" look="main">
        {say.actFor(name)}
      </Button>
    </Form>
  )
}

interface DeedProps {
  mandate: PersonMandateView
  intentKey: string
  deed: 'accept' | 'end'
  look: 'main' | 'quiet' | 'risk'
  label: string
  text: string
}

function Deed({ mandate, intentKey, deed, look, label, text }: DeedProps) {
  return (
    <Form method="post">
      <Seals intentKey={`${intentKey}-${deed}-${mandate.id.slice(-12)}`} version={mandate.version} />
      <input type="hidden" name="mandateId" value={mandate.id} />
      <input type="hidden" name="do" value={deed} />
      <Button type="submit" look={look} aria-label={label}>
        {text}
      </Button>
    </Form>
  )
}
