import { upload } from '@yiwang/client'
import { RegisterGuardian, RegisterVillageMandate } from '@yiwang/server/contract/identity'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, CheckboxGroup, DateField, Field, NoticePanel, Select, TextField } from '@yiwang/ui'
import type { ReactNode, SubmitEvent } from 'react'
import { useState } from 'react'
import { api, transport } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useSession } from '../../shared/session.tsx'
import styles from './mandates.module.css'
import { mandateMessages as say } from './messages.ts'
import { mandatesKey, useDeed } from './use-deed.ts'

/** What is written down for somebody who stands at the window, with the paper that shows it. */
export function RegisterCards() {
  const session = useSession()
  const division = session.posts[0]?.division ?? session.jurisdiction ?? ''
  return (
    <>
      <VillageCard division={division} />
      <GuardianCard division={division} />
      <CompanyCard division={division} />
    </>
  )
}

/** Fields keep themselves; what was sent stays until it was taken. */
function DeedForm({
  act,
  submit,
  children,
}: {
  act: (form: FormData) => Promise<unknown>
  submit: string
  children: ReactNode
}) {
  const [round, setRound] = useState(0)
  const deed = useDeed(act)
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    deed.mutate(new FormData(event.currentTarget), { onSuccess: () => setRound(round + 1) })
  }
  return (
    <form key={round} className={styles.form} onSubmit={send}>
      <Refusal error={deed.error} />
      {children}
      <div>
        <Button type="submit" look="main" busy={deed.isPending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

function VillageCard({ division }: { division: string }) {
  const words = say.village
  const agents = useQuery({
    queryKey: [...mandatesKey, 'agents', division],
    queryFn: ({ signal }) => api.identity.listVillageAgents({ division }, { signal }),
  })
  const items = useQuery({
    queryKey: ['items', 'mandates', division],
    queryFn: ({ signal }) => api.catalogue.searchItems({ division, audience: 'person', pageSize: 50 }, { signal }),
  })
  const act = (form: FormData) => {
    const phone = textOf(form, 'principalPhone')
    const input = {
      principalName: textOf(form, 'principalName'),
      principalCitizenId: textOf(form, 'principalCitizenId').toUpperCase(),
      ...(phone !== '' && { principalPhone: phone }),
      agentAccountId: textOf(form, 'agentAccountId'),
      items: form.getAll('items').join(','),
      documentNo: textOf(form, 'documentNo'),
      validFrom: textOf(form, 'validFrom'),
      validTo: textOf(form, 'validTo'),
      division,
    }
    return upload(RegisterVillageMandate, input, { transport, file: fileOf(form) })
  }
  return (
    <Card title={words.title}>
      <Loaded reading={agents} lines={3}>
        {({ agents: named }) =>
          named.length === 0 ? (
            <NoticePanel tone="soon" title={words.noAgents} />
          ) : (
            <DeedForm act={act} submit={words.submit}>
              <TextField id="village-name" name="principalName" label={words.name} required maxLength={50} />
              <TextField
                id="village-citizen-id"
                name="principalCitizenId"
                label={words.citizenId}
                required
                maxLength={18}
                autoComplete="off"
              />
              <TextField id="village-phone" name="principalPhone" label={words.phone} optional maxLength={11} />
              <Select
                id="village-agent"
                name="agentAccountId"
                label={words.agent}
                required
                choices={named.map((one) => ({ value: one.accountId, label: `${one.name}（${one.villageName}）` }))}
              />
              <Loaded reading={items} lines={3}>
                {(found) => (
                  <CheckboxGroup
                    id="village-items"
                    name="items"
                    label={words.items}
                    choices={found.items.map((item) => ({ value: item.id, label: item.name }))}
                  />
                )}
              </Loaded>
              <TextField id="village-document" name="documentNo" label={words.documentNo} required maxLength={60} />
              <DateField id="village-from" name="validFrom" label={words.from} required />
              <DateField id="village-to" name="validTo" label={words.to} required />
              <FileField id="village-file" label={words.file} />
            </DeedForm>
          )
        }
      </Loaded>
    </Card>
  )
}

function GuardianCard({ division }: { division: string }) {
  const words = say.guardian
  const act = (form: FormData) => {
    const validTo = textOf(form, 'validTo')
    const input = {
      guardianCitizenId: textOf(form, 'guardianCitizenId').toUpperCase(),
      wardName: textOf(form, 'wardName'),
      wardCitizenId: textOf(form, 'wardCitizenId').toUpperCase(),
      relation: textOf(form, 'relation') as keyof typeof words.relations,
      documentNo: textOf(form, 'documentNo'),
      ...(validTo !== '' && { validTo }),
      division,
    }
    return upload(RegisterGuardian, input, { transport, file: fileOf(form) })
  }
  return (
    <Card title={words.title}>
      <DeedForm act={act} submit={words.submit}>
        <TextField id="guardian-id" name="guardianCitizenId" label={words.guardian} required maxLength={18} />
        <TextField id="guardian-ward" name="wardName" label={words.name} required maxLength={50} />
        <TextField id="guardian-ward-id" name="wardCitizenId" label={words.citizenId} required maxLength={18} />
        <Select
          id="guardian-relation"
          name="relation"
          label={words.relation}
          required
          choices={Object.entries(words.relations).map(([value, label]) => ({ value, label }))}
        />
        <TextField id="guardian-document" name="documentNo" label={words.documentNo} required maxLength={60} />
        <DateField id="guardian-to" name="validTo" label={words.validTo} help={words.validToHelp} optional />
        <FileField id="guardian-file" label={words.file} />
      </DeedForm>
    </Card>
  )
}

function CompanyCard({ division }: { division: string }) {
  const words = say.company
  const act = (form: FormData) =>
    api.identity.registerMandate({
      creditCode: textOf(form, 'creditCode').toUpperCase(),
      organizationName: textOf(form, 'organizationName'),
      agentCitizenId: textOf(form, 'agentCitizenId').toUpperCase(),
      letterNo: textOf(form, 'letterNo'),
      validFrom: textOf(form, 'validFrom'),
      validTo: textOf(form, 'validTo'),
      division,
    })
  return (
    <Card title={words.title}>
      <DeedForm act={act} submit={words.submit}>
        <TextField id="company-code" name="creditCode" label={words.code} required maxLength={18} />
        <TextField id="company-name" name="organizationName" label={words.name} required maxLength={100} />
        <TextField id="company-agent" name="agentCitizenId" label={words.agent} required maxLength={18} />
        <TextField id="company-letter" name="letterNo" label={words.letterNo} required maxLength={60} />
        <DateField id="company-from" name="validFrom" label={say.village.from} required />
        <DateField id="company-to" name="validTo" label={say.village.to} required />
      </DeedForm>
    </Card>
  )
}

function FileField({ id, label }: { id: string; label: string }) {
  return (
    <Field id={id} label={label}>
      <input type="file" id={id} name="file" required accept="image/*,.pdf" />
    </Field>
  )
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** The field is required, so that the browser does not send the form without one. */
function fileOf(form: FormData): File {
  const file = form.get('file')
  return file instanceof File ? file : new File([], '')
}
