import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClientView, ScopeView } from '@yiwang/server/contract/sign-on'
import { Button, Card, CheckboxGroup, RadioGroup, Select, TextArea, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './applications.module.css'
import { applicationsMessages } from './messages.ts'
import { publicKeysOf } from './public-keys.ts'

const say = applicationsMessages.form

type Kind = ClientView['kind']
type Proof = ClientView['authMethod']

/** How each kind may prove who it is, the better one first. */
const PROOFS: Readonly<Record<Kind, readonly Proof[]>> = {
  web: ['private_key_jwt', 'client_secret_basic'],
  native: ['none'],
  device: ['none'],
  system: ['private_key_jwt', 'client_secret_basic'],
}

/** 申请接入应用. */
export function RequestApplicationPage() {
  const reading = useQuery({
    queryKey: ['applications', 'scopes'],
    queryFn: ({ signal }) => api.signOn.listClients({ limit: 1 }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p data-print="no">
        <Link to="/applications">{applicationsMessages.back}</Link>
      </p>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.lead}</p>
      <Loaded reading={reading}>{({ scopes }) => <RequestForm scopes={scopes} />}</Loaded>
    </div>
  )
}

function RequestForm({ scopes }: { scopes: readonly ScopeView[] }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [kind, setKind] = useState<Kind>('web')
  const [proof, setProof] = useState<Proof>('private_key_jwt')
  const sending = useMutation({
    mutationFn: (form: FormData) => api.signOn.requestClient(requestOf(form, kind, proof)),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['applications'] })
      await navigate(`/applications/${id}`)
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    sending.mutate(new FormData(event.currentTarget))
  }
  const choose = (next: Kind) => {
    setKind(next)
    setProof(PROOFS[next][0] ?? 'none')
  }
  return (
    <Card>
      <form className={styles.stack} aria-label={say.title} noValidate onSubmit={submit}>
        <Refusal error={sending.error} />
        <TextField id="name" name="name" label={say.name} help={say.nameHelp} maxLength={60} width="half" />
        <TextField id="purpose" name="purpose" label={say.purpose} help={say.purposeHelp} maxLength={300} />
        <Select
          id="kind"
          label={say.kind}
          value={kind}
          choices={Object.entries(say.kinds).map(([value, label]) => ({ value, label }))}
          onChange={(event) => event.target.value !== '' && choose(event.target.value as Kind)}
        />
        <RadioGroup
          id="proof"
          name="proof"
          label={say.proof}
          value={proof}
          choices={PROOFS[kind].map((value) => ({ value, label: applicationsMessages.proofs[value] }))}
          onChange={(event) => setProof(event.target.value as Proof)}
        />
        {proof === 'private_key_jwt' && (
          <TextArea id="keys" name="keys" label={say.keys} help={applicationsMessages.acts.keysHelp} />
        )}
        {(kind === 'web' || kind === 'native') && <Addresses />}
        <Scopes scopes={scopes} kind={kind} />
        <div className={styles.line}>
          <Button type="submit" look="main" busy={sending.isPending}>
            {say.submit}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Addresses() {
  return (
    <>
      <TextArea id="redirectUris" name="redirectUris" label={say.redirectUris} help={say.redirectHelp} />
      <TextArea
        id="postLogoutRedirectUris"
        name="postLogoutRedirectUris"
        label={say.postLogoutRedirectUris}
        help={say.redirectHelp}
        optional
      />
      <TextField
        id="backchannelLogoutUri"
        name="backchannelLogoutUri"
        label={say.backchannelLogoutUri}
        help={say.backchannelHelp}
        optional
        maxLength={500}
      />
      <CheckboxGroup
        id="pushed"
        name="pushed"
        label={say.pushed}
        choices={[{ value: 'yes', label: say.pushedLabel }]}
        defaultValue={['yes']}
      />
    </>
  )
}

/** A system has no person to ask about; everything else has to know who somebody is. */
function Scopes({ scopes, kind }: { scopes: readonly ScopeView[]; kind: Kind }) {
  const fitting = scopes.filter(({ scope }) => (scope === 'system') === (kind === 'system'))
  return (
    <CheckboxGroup
      key={kind === 'system' ? 'system' : 'person'}
      id="scopes"
      name="scopes"
      label={say.scopes}
      help={say.scopesHelp}
      choices={fitting.map(({ scope, title }) => ({ value: scope, label: title }))}
      defaultValue={[kind === 'system' ? 'system' : 'openid']}
    />
  )
}

function requestOf(form: FormData, kind: Kind, authMethod: Proof) {
  const text = (name: string) => (form.get(name)?.toString() ?? '').trim()
  const lines = (name: string) =>
    text(name)
      .split(/\s+/)
      .filter((line) => line !== '')
  const backchannelLogoutUri = text('backchannelLogoutUri')
  const keys = authMethod === 'private_key_jwt' ? publicKeysOf(text('keys')) : undefined
  return {
    name: text('name'),
    purpose: text('purpose'),
    kind,
    authMethod,
    redirectUris: lines('redirectUris'),
    postLogoutRedirectUris: lines('postLogoutRedirectUris'),
    ...(backchannelLogoutUri !== '' && { backchannelLogoutUri }),
    requiresPushedRequests: form.get('pushed') === 'yes',
    scopes: form.getAll('scopes').map(String),
    ...(keys && { keys }),
  }
}
