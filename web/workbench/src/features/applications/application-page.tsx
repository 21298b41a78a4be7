import { useQuery } from '@tanstack/react-query'
import type { ClientView } from '@yiwang/server/contract/sign-on'
import { Card, Facts, StateTag } from '@yiwang/ui'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { ApplicationActs } from './application-acts.tsx'
import styles from './applications.module.css'
import { applicationsMessages as say } from './messages.ts'
import { toneOf } from './state-tone.ts'

/** One application: what it was registered as, how it stands, and what may be done with it. */
export function ApplicationPage() {
  const { clientId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['application', clientId],
    queryFn: ({ signal }) => api.signOn.getClient({ clientId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p data-print="no">
        <Link to="/applications">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading}>{(client) => <Application client={client} />}</Loaded>
    </div>
  )
}

function Application({ client }: { client: ClientView }) {
  const [secret, setSecret] = useState<string>()
  return (
    <>
      <h1>
        {client.name} <StateTag tone={toneOf(client.state)}>{client.stateTitle}</StateTag>
      </h1>
      <Card>
        <Facts columns={2} facts={factsOf(client)} />
      </Card>
      <ApplicationActs key={client.version} client={client} secret={secret} onSecret={setSecret} />
    </>
  )
}

function factsOf(client: ClientView) {
  const { facts } = say
  return [
    { name: facts.id, value: <span className={styles.code}>{client.id}</span> },
    { name: facts.issuer, value: <span className={styles.code}>{`${window.location.origin}/oidc`}</span> },
    { name: say.kind, value: client.kindTitle },
    { name: facts.proof, value: say.proofs[client.authMethod] },
    { name: facts.purpose, value: client.purpose },
    { name: say.organization, value: client.organizationName },
    { name: facts.requestedBy, value: `${client.requestedBy} ${instantText(client.requestedAt)}` },
    { name: facts.keptBy, value: client.keptBy },
    ...(client.decidedAt === undefined
      ? []
      : [{ name: facts.decidedBy, value: `${client.decidedBy ?? ''} ${instantText(client.decidedAt)}` }]),
    { name: facts.scopes, value: client.scopes.map(({ title }) => title).join('；') },
    ...addressFacts(client),
    ...(client.authMethod === 'client_secret_basic' ? [{ name: facts.secret, value: secretText(client) }] : []),
    ...(client.keyIds.length > 0 ? [{ name: facts.keys, value: <Lines texts={client.keyIds} /> }] : []),
  ]
}

function addressFacts(client: ClientView) {
  if (client.redirectUris.length === 0) return []
  const { facts } = say
  return [
    { name: facts.redirectUris, value: <Lines texts={client.redirectUris} /> },
    { name: facts.postLogoutRedirectUris, value: <Lines texts={client.postLogoutRedirectUris} /> },
    { name: facts.backchannelLogoutUri, value: <Lines texts={[client.backchannelLogoutUri ?? facts.none]} /> },
    { name: facts.pushed, value: client.requiresPushedRequests ? facts.yes : facts.no },
  ]
}

function secretText(client: ClientView): string {
  const now = client.hasSecret ? say.facts.hasSecret : say.facts.noSecret
  if (client.formerSecretUntil === undefined) return now
  return `${now}；${say.facts.formerUntil(instantText(client.formerSecretUntil))}`
}

function Lines({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return say.facts.none
  return (
    <ul className={styles.plain}>
      {texts.map((text) => (
        <li key={text} className={styles.code}>
          {text}
        </li>
      ))}
    </ul>
  )
}
