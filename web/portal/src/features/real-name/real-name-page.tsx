import type { RealNameView, RealNameWay } from '@yiwang/server/contract/identity'
import { Anchor, Facts, LinkButton, NoticePanel, StateTag } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { findSession } from '../../shared/session.ts'
import { realNameMessages as say } from './messages.ts'
import { actOnRealName } from './real-name-acts.ts'
import styles from './real-name.module.css'
import { Way } from './way.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  // Officials are told by the page around this one that they have nothing to prove here.
  const isPerson = (await findSession(portal)).account?.kind === 'person'
  const { authorities } = await portal.api.identity.listCertificateAuthorities()
  return {
    certifiedBy: authorities.filter(({ holders }) => holders.includes('person')).map(({ title }) => title),
    own: isPerson ? await portal.api.identity.getRealName() : undefined,
    next: safeNext(url.searchParams.get('next'), ''),
    need: /^[123]$/.exec(url.searchParams.get('need') ?? '')?.[0] ?? '',
    intentKey: newIntentKey(),
  }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  return actOnRealName(await readPostedForm(portalOf(context), request))
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function RealNamePage() {
  const { own, certifiedBy, next, need, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!own) return null
  const visit = answer && 'visit' in answer ? answer.visit : undefined
  return (
    <div className={styles.parts}>
      <FormProblems page={say.title} title={say.errorTitle} problems={answer?.problems ?? []} />
      {next !== '' && <Purpose own={own} next={next} need={need} />}
      {visit && <Visit own={own} visit={visit} />}
      <Standing own={own} />
      <section className={styles.part} aria-labelledby="ways">
        <h2 id="ways">{say.ways.title}</h2>
        {own.ways.length === 0 ? (
          <NoticePanel title={say.none}>
            <p>{say.noneText}</p>
          </NoticePanel>
        ) : (
          own.ways
            .filter(isShown(own.level))
            .map((way) => (
              <Way
                key={way.providerId}
                way={way}
                own={own}
                kept={{ next, need }}
                intentKey={intentKey}
                answer={answer}
              />
            ))
        )}
        {certifiedBy.length > 0 && (
          <p>
            {say.certificate.text(certifiedBy)}{' '}
            <Anchor href="/sign-in/certificate?next=/my/real-name">{say.certificate.act}</Anchor>
          </p>
        )}
        <p>{say.counter}</p>
        <p className={styles.note}>{say.privacy}</p>
      </section>
      <Levels level={own.level} />
    </div>
  )
}

/** What was passed, what helps, and what will help once the name is confirmed. */
function isShown(level: number): (way: RealNameWay) => boolean {
  return (way) => way.isUseful || way.passedAt !== undefined || level < 2
}

/** Somebody came from an item: whether the level is enough now, and the way back. */
function Purpose({ own, next, need }: { own: RealNameView; next: string; need: string }) {
  if (own.level >= Number(need))
    return (
      <NoticePanel tone="ok" title={say.enough}>
        <LinkButton href={next} look="main">
          {say.goOn}
        </LinkButton>
      </NoticePanel>
    )
  return (
    <NoticePanel tone="soon" title={say.need(need)}>
      <p>{say.needText}</p>
    </NoticePanel>
  )
}

/** A link and not a redirect: browsers hold what follows a form against the form's policy, and this leads to another site. */
function Visit({ own, visit }: { own: RealNameView; visit: { providerId: string; url: string } }) {
  const title = own.ways.find((way) => way.providerId === visit.providerId)?.title ?? ''
  return (
    <NoticePanel title={say.visit.title} role="status">
      <p>{say.visit.text(title)}</p>
      <p>
        <Anchor href={visit.url}>{say.visit.go}</Anchor>
      </p>
    </NoticePanel>
  )
}

function Standing({ own }: { own: RealNameView }) {
  const { level, source, verifiedAt, until, then } = own
  const facts = [
    {
      name: say.mine,
      value: <StateTag tone={level === 0 ? 'neutral' : 'ok'}>{say.level(level)}</StateTag>,
    },
    ...(source !== undefined ? [{ name: say.source, value: source }] : []),
    ...(source === undefined && level > 0 ? [{ name: say.source, value: say.stated }] : []),
    ...(verifiedAt === undefined ? [] : [{ name: say.verifiedAt, value: minuteWord(verifiedAt) }]),
    ...(until === undefined
      ? []
      : [{ name: say.until, value: say.untilText(minuteWord(until).slice(0, 10), then ?? 0) }]),
  ]
  return <Facts facts={facts} />
}

function Levels({ level }: { level: number }) {
  return (
    <section className={styles.part} aria-labelledby="levels">
      <h2 id="levels">{say.levels.title}</h2>
      <ol className={styles.levels}>
        {say.levels.lines.map((line) => (
          <li key={line.level}>
            <strong>{line.name}</strong>
            <span>{line.text}</span>
            {level >= line.level && <StateTag tone="ok">{say.levels.reached}</StateTag>}
          </li>
        ))}
      </ol>
    </section>
  )
}
