import type { CompanyAgent, CompanyView } from '@yiwang/server/contract/identity'
import {
  Anchor,
  Button,
  CheckboxGroup,
  DateField,
  EmptyState,
  Facts,
  LongNumber,
  NoticePanel,
  TextField,
} from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { GiveProof } from '../../shared/proof/give-proof.tsx'
import { findSession } from '../../shared/session.ts'
import { actOnCompanies } from './companies-acts.ts'
import { companiesMessages as say } from './messages.ts'
import styles from './real-name.module.css'

export const loader = answering(async ({ context }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const isPerson = (await findSession(portal)).account?.kind === 'person'
  const own = isPerson ? await portal.api.identity.listMyCompanies() : undefined
  const division = portal.visit.site.jurisdiction
  const { themes } = await portal.api.catalogue.listThemes({ division, audience: 'organization' })
  return { own, themes: themes.map(({ id, title }) => ({ value: id, label: title })), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  return actOnCompanies(await readPostedForm(portalOf(context), request))
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

type Answer = { fieldErrors: Record<string, string>; values: Record<string, string> } | undefined

export default function CompaniesPage() {
  const { own, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!own) return null
  const refused = answer && 'problems' in answer ? answer : undefined
  const asked = answer && 'proof' in answer ? answer : undefined
  return (
    <div className={styles.parts}>
      {refused && <FormProblems page={say.title} title={say.errorTitle} problems={refused.problems} />}
      {asked && <GiveProof asked={asked} />}
      <section className={styles.part} aria-labelledby="companies">
        <h2 id="companies">{say.title}</h2>
        <p>{say.lead}</p>
        {own.companies.length === 0 ? (
          <EmptyState title={say.none}>{say.noneText}</EmptyState>
        ) : (
          own.companies.map((company) => (
            <Company key={company.id} company={company} intentKey={intentKey} answer={refused} />
          ))
        )}
      </section>
      <section className={styles.part} aria-labelledby="register">
        <h2 id="register">{say.register}</h2>
        <Register key={own.companies.length} own={own} intentKey={intentKey} answer={refused} />
      </section>
    </div>
  )
}

function Company({ company, intentKey, answer }: { company: CompanyView; intentKey: string; answer: Answer }) {
  const { themes } = useLoaderData<typeof loader>()
  return (
    <article className={styles.company} aria-label={company.name}>
      <h3>{company.name}</h3>
      <Facts
        facts={[
          { name: say.code, value: <LongNumber>{company.creditCode}</LongNumber> },
          { name: say.level, value: say.levelOf(company.level) },
          { name: say.verified, value: say.by(company.source, minuteWord(company.verifiedAt).slice(0, 10)) },
          { name: say.until, value: company.validUntil },
        ]}
      />
      <h4>{say.agents}</h4>
      {company.agents.length === 0 ? (
        <p className={styles.note}>{say.noAgents}</p>
      ) : (
        <ul className={styles.agents}>
          {company.agents.map((agent) => (
            <li key={agent.mandateId}>
              <p>
                <strong>{agent.name}</strong>{' '}
                <span className={styles.note}>{say.agentUntil(agent.validTo, scopeWord(agent, themes))}</span>
              </p>
              <Form method="post">
                <Seals intentKey={`${intentKey}-${agent.mandateId.slice(-12)}`} version={agent.version} />
                <input type="hidden" name="act" value="dismiss" />
                <input type="hidden" name="companyId" value={company.id} />
                <input type="hidden" name="mandateId" value={agent.mandateId} />
                <Button type="submit" look="quiet" aria-label={say.endOf(agent.name)}>
                  {say.end}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {/* With another agent there the form begins anew: what was typed has been done. */}
      <Appoint key={company.agents.length} company={company} intentKey={intentKey} answer={answer} />
    </article>
  )
}

function scopeWord({ scope }: CompanyAgent, themes: readonly { value: string; label: string }[]): string {
  if (scope.kind === 'all') return say.everything
  if (scope.kind === 'items') return say.onlyItems(scope.codes.length)
  const titles = scope.codes.map((code) => themes.find(({ value }) => value === code)?.label ?? code)
  return say.onlyThemes(titles.join('、'))
}

function Appoint({ company, intentKey, answer }: { company: CompanyView; intentKey: string; answer: Answer }) {
  const { themes } = useLoaderData<typeof loader>()
  const isBusy = useNavigation().state !== 'idle'
  const isMine = answer?.values['act'] === 'appoint' && answer.values['companyId'] === company.id
  const typed = isMine ? answer.values : {}
  const errors = isMine ? answer.fieldErrors : {}
  const id = (name: string) => `${name}-${company.creditCode}`
  return (
    <section className={styles.way} aria-label={say.appoint}>
      <h4>{say.appoint}</h4>
      <Form method="post" noValidate>
        <Seals intentKey={`${intentKey}-${company.creditCode}`} />
        <input type="hidden" name="act" value="appoint" />
        <input type="hidden" name="companyId" value={company.id} />
        <TextField
          label={say.agentName}
          id={id('agentName')}
          name="agentName"
          maxLength={50}
          width="half"
          autoComplete="off"
          defaultValue={typed['agentName']}
          error={errors['agentName']}
        />
        <TextField
          label={say.agentId}
          id={id('agentCitizenId')}
          name="agentCitizenId"
          help={say.agentIdHelp}
          maxLength={24}
          autoComplete="off"
          defaultValue={typed['agentCitizenId']}
          error={errors['agentCitizenId']}
        />
        <DateField
          label={say.validTo}
          id={id('validTo')}
          name="validTo"
          defaultValue={typed['validTo']}
          error={errors['validTo']}
        />
        <CheckboxGroup id={id('themes')} name="themes" label={say.themes} help={say.themesHelp} choices={themes} />
        <div>
          <Button type="submit" busy={isBusy}>
            {say.appointAct}
          </Button>
        </div>
      </Form>
    </section>
  )
}

function Register({
  own,
  intentKey,
  answer,
}: {
  own: { canRegister: boolean; realNameLevel: number }
  intentKey: string
  answer: Answer
}) {
  const isBusy = useNavigation().state !== 'idle'
  if (!own.canRegister)
    return (
      <NoticePanel title={say.notHere}>
        <p>{say.notHereText}</p>
      </NoticePanel>
    )
  if (own.realNameLevel < 2)
    return (
      <NoticePanel tone="soon" title={say.needsLevel}>
        <p>
          {say.needsLevelText} <Anchor href="/my/real-name?need=2&next=/my/companies">{say.realName}</Anchor>
        </p>
      </NoticePanel>
    )
  const isMine = answer?.values['act'] === 'register'
  const typed = isMine ? answer.values : {}
  const errors = isMine ? answer.fieldErrors : {}
  return (
    <div className={styles.way}>
      <Form method="post" noValidate>
        <Seals intentKey={`${intentKey}-register`} />
        <input type="hidden" name="act" value="register" />
        <TextField
          label={say.name}
          id="name"
          name="name"
          help={say.nameHelp}
          maxLength={100}
          autoComplete="organization"
          defaultValue={typed['name']}
          error={errors['name']}
        />
        <TextField
          label={say.code}
          id="creditCode"
          name="creditCode"
          help={say.codeHelp}
          maxLength={22}
          autoComplete="off"
          defaultValue={typed['creditCode']}
          error={errors['creditCode']}
        />
        <div>
          <Button type="submit" look="main" busy={isBusy}>
            {say.registerAct}
          </Button>
        </div>
      </Form>
    </div>
  )
}
