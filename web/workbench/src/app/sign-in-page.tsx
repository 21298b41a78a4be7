import type { SessionView } from '@yiwang/server/contract/identity'
import { Card, LinkButton } from '@yiwang/ui'
import { useState } from 'react'
import { SignInForm } from '../shared/sign-in-form.tsx'
import { frameMessages as say } from './messages.ts'
import styles from './sign-in-page.module.css'

interface SignInPageProps {
  session: SessionView
  onSignedIn(session: SessionView): void
}

export function SignInPage({ session, onSignedIn }: SignInPageProps) {
  const [login, setLogin] = useState('')
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <p className={styles.product}>{say.product}</p>
        <h1>{say.signInTitle}</h1>
        <p className={styles.text}>{say.signInText}</p>
        <Card>
          <SignInForm key={login} name={login} onSignedIn={onSignedIn} />
        </Card>
        {session.demo && <DemoAccounts onChoose={setLogin} />}
      </div>
    </main>
  )
}

function DemoAccounts({ onChoose }: { onChoose(login: string): void }) {
  return (
    <section className={styles.demo} aria-label={say.demoAccounts}>
      <p>{say.demoText}</p>
      <ul>
        {say.demoPeople.map((person) => (
          <li key={person.login}>
            <button type="button" onClick={() => onChoose(person.login)}>
              {person.name}
              <span>{person.post}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A resident came to the officials' entrance. */
export function NotStaffPage({ onSignedIn }: { onSignedIn(session: SessionView): void }) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <h1>{say.notStaff}</h1>
        <p className={styles.text}>{say.notStaffText}</p>
        <p>
          <LinkButton href="/" target="_self">
            {say.toPortal}
          </LinkButton>
        </p>
        <Card title={say.otherAccount}>
          <SignInForm onSignedIn={onSignedIn} />
        </Card>
      </div>
    </main>
  )
}
