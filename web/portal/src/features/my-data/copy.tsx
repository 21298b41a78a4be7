import type { PackageView } from '@yiwang/server/contract/personal-data'
import { Anchor, Button, fileSize, LongNumber, NoticePanel } from '@yiwang/ui'
import { useEffect } from 'react'
import { Form, useNavigation, useRevalidator } from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { myDataMessages } from './messages.ts'
import styles from './my-data.module.css'

const say = myDataMessages.copy

/** 副本: asked for, made by a job, taken after a proof. */
export function Copy({ of, intentKey }: { of: PackageView | undefined; intentKey: string }) {
  return (
    <section className={styles.part} aria-labelledby="copy">
      <h2 id="copy">{say.title}</h2>
      <p className={styles.text}>{say.text}</p>
      {of?.state === 'making' && <Making of={of} />}
      {of?.state === 'ready' && <Ready of={of} intentKey={intentKey} />}
      {of?.state !== 'making' && <Ask isAgain={of !== undefined} intentKey={intentKey} />}
    </section>
  )
}

function Ask({ isAgain, intentKey }: { isAgain: boolean; intentKey: string }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <Seals intentKey={`${intentKey}-ask`} />
      {isAgain && <p className={styles.note}>{say.askAgainText}</p>}
      <Button type="submit" look={isAgain ? 'quiet' : 'main'} busy={isBusy}>
        {isAgain ? say.askAgain : say.ask}
      </Button>
    </Form>
  )
}

/** How often a page that waits looks again. */
const LOOK_AGAIN_MS = 3000

function Making({ of }: { of: PackageView }) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const looking = setInterval(() => void revalidate(), LOOK_AGAIN_MS)
    return () => clearInterval(looking)
  }, [revalidate])
  return (
    <NoticePanel tone="info" title={say.making} role="status">
      <p>
        {of.total !== undefined && say.makingOf(of.done, of.total)}
        {say.makingText}
      </p>
      <p>
        <Anchor href="/my/data">{say.refresh}</Anchor>
      </p>
    </NoticePanel>
  )
}

function Ready({ of, intentKey }: { of: PackageView; intentKey: string }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <NoticePanel tone="ok" title={say.ready}>
      <p>{say.readyText(fileSize(of.bytes ?? 0), minuteWord(of.expiresAt ?? of.askedAt))}</p>
      <p className={styles.note}>
        {say.digest} <LongNumber>{of.sha256 ?? ''}</LongNumber>
      </p>
      <Form method="post">
        <Seals intentKey={`${intentKey}-take`} />
        <input type="hidden" name="packageId" value={of.id} />
        <Button type="submit" look="main" busy={isBusy}>
          {say.take}
        </Button>
      </Form>
    </NoticePanel>
  )
}
