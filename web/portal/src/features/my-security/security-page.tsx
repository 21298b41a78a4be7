import type { FactorView, SessionLine } from '@yiwang/server/contract/identity'
import { Button, NoticePanel, StateTag } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { GiveProof } from '../../shared/proof/give-proof.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { securityMessages as say } from './messages.ts'
import { actOnSecurity } from './security-acts.ts'
import styles from './security.module.css'

export const loader = answering(async ({ context }: LoaderFunctionArgs) => {
  const { api } = portalOf(context)
  const [own, lines, { underway }] = await Promise.all([
    api.identity.listMyFactors(),
    api.identity.listMySessions(),
    api.identity.getMyRecovery(),
  ])
  return { own, lines, underway, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  return actOnSecurity(await readPostedForm(portalOf(context), request))
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function SecurityPage() {
  const { own, lines, underway, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isProofNeeded = answer !== undefined && 'proof' in answer
  return (
    <div className={styles.parts}>
      {answer && 'problems' in answer && (
        <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />
      )}
      {isProofNeeded && <GiveProof asked={answer} />}
      {underway && <Recovery underway={underway} intentKey={intentKey} />}
      <section className={styles.part} aria-labelledby="passkeys">
        <h2 id="passkeys">{say.passkeys.title}</h2>
        <p>{say.passkeys.text}</p>
        {own.factors.length === 0 ? (
          <p className={styles.note}>{say.passkeys.none}</p>
        ) : (
          <ul className={styles.list}>
            {own.factors.map((factor) => (
              <Passkey key={factor.id} factor={factor} intentKey={intentKey} />
            ))}
          </ul>
        )}
        <AddPasskey isPossible={own.mayUsePasskeys} intentKey={intentKey} />
      </section>
      <Sessions sessions={lines.sessions} intentKey={intentKey} />
    </div>
  )
}

/** 有人在找回密码: whoever is signed in may stop it. */
function Recovery({
  underway,
  intentKey,
}: {
  underway: { begunAt: string; readyAt?: string | undefined }
  intentKey: string
}) {
  const { begunAt, readyAt } = underway
  return (
    <NoticePanel tone="red" title={say.recovery.title} role="alert">
      <p>{say.recovery.text(minuteWord(begunAt), readyAt === undefined ? undefined : minuteWord(readyAt))}</p>
      <Form method="post">
        <Seals intentKey={`${intentKey}-stop`} />
        <input type="hidden" name="act" value="stop-recovery" />
        <Button type="submit">{say.recovery.stop}</Button>
      </Form>
    </NoticePanel>
  )
}

function Passkey({ factor, intentKey }: { factor: FactorView; intentKey: string }) {
  return (
    <li className={styles.line}>
      <p>
        <strong>{factor.label}</strong> {factor.isBlocked && <StateTag tone="red">{say.passkeys.blocked}</StateTag>}
        <span className={styles.note}>
          {say.passkeys.since(minuteWord(factor.createdAt))}
          {factor.usedAt === undefined ? say.passkeys.unused : say.passkeys.used(minuteWord(factor.usedAt))}
        </span>
      </p>
      <Form method="post">
        <Seals intentKey={`${intentKey}-${factor.id.slice(-12)}`} version={factor.version} />
        <input type="hidden" name="act" value="remove" />
        <input type="hidden" name="factorId" value={factor.id} />
        <Button type="submit" look="quiet" aria-label={say.passkeys.removeOf(factor.label)}>
          {say.passkeys.remove}
        </Button>
      </Form>
    </li>
  )
}

function Sessions({ sessions, intentKey }: { sessions: SessionLine[]; intentKey: string }) {
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <h2 id="sessions">{say.sessions.title}</h2>
      <p>{say.sessions.text}</p>
      <ul className={styles.list}>
        {sessions.map((line) => (
          <li key={line.id} className={styles.line}>
            <p>
              <strong>{line.device}</strong> {line.isThis && <StateTag tone="info">{say.sessions.thisOne}</StateTag>}
              <span className={styles.note}>
                {say.sessions.line(
                  line.network ?? say.sessions.elsewhere,
                  minuteWord(line.createdAt),
                  minuteWord(line.seenAt),
                )}
              </span>
            </p>
            {!line.isThis && (
              <Form method="post">
                <Seals intentKey={`${intentKey}-${line.id.slice(-12)}`} />
                <input type="hidden" name="act" value="end" />
                <input type="hidden" name="sessionId" value={line.id} />
                <Button type="submit" look="quiet" aria-label={say.sessions.endOf(line.device)}>
                  {say.sessions.end}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form method="post">
          <Seals intentKey={`${intentKey}-others`} />
          <input type="hidden" name="act" value="end-others" />
          <Button type="submit">{say.sessions.endOthers}</Button>
        </Form>
      )}
    </section>
  )
}
