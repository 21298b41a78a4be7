import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import type { ItemUse } from '@yiwang/server/contract/cases'
import { Anchor, Button, LinkButton, NoticePanel } from '@yiwang/ui'
import { Banknote, Clock, Footprints, Printer, ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { dateWord } from '../../shared/cases/days.ts'
import { useHydrated } from '../../shared/use-hydrated.ts'
import { QrCode } from '../../shared/qr-code.tsx'
import styles from './guide.module.css'
import { feeWord, limitsSentence, useSentence, visitsWord } from './item-words.ts'
import { guideMessages as say } from './messages.ts'

interface GuideAsideProps {
  item: ItemGuide
  use: ItemUse
  qr: string
  /** The situation that was chosen, for the application to begin with. */
  query: string
}

/** The first screen: fee, time, visits, and the one act. */
export function GuideAside({ item, use, qr, query }: GuideAsideProps) {
  return (
    <section className={styles.first} aria-labelledby="first-title">
      <h2 id="first-title" className="visually-hidden">
        {say.facts.title}
      </h2>
      <dl className={styles.facts}>
        <Fact icon={<Banknote />} name={say.facts.fee} value={feeWord(item)} />
        <Fact icon={<Clock />} name={say.facts.limit} value={limitsSentence(item)} note={useSentence(use)} />
        <Fact icon={<Footprints />} name={say.facts.visits} value={visitsWord(item)} note={item.visits.reason} />
        <Fact icon={<ScrollText />} name={say.facts.result} value={item.result.name || say.facts.noResult} />
      </dl>
      <Announced item={item} />
      <MainAct item={item} query={query} />
      <PrintActs qr={qr} />
    </section>
  )
}

interface FactProps {
  icon: ReactNode
  name: string
  value: string
  note?: string | undefined
}

function Fact({ icon, name, value, note }: FactProps) {
  return (
    <div>
      <dt>
        {icon}
        {name}
      </dt>
      <dd>
        {value}
        {note && <span className={styles.note}>{note}</span>}
      </dd>
    </div>
  )
}

function MainAct({ item, query }: { item: ItemGuide; query: string }) {
  if (!item.isCurrent) {
    return (
      <NoticePanel tone="soon" title={say.oldVersion.title}>
        <p>{say.oldVersion.text}</p>
        <Anchor href={`/items/${item.id}`}>{say.oldVersion.link}</Anchor>
      </NoticePanel>
    )
  }
  if (item.state === 'suspended' || item.state === 'abolished') {
    const word = say[item.state]
    return (
      <NoticePanel tone="soon" title={word.title}>
        <p>{word.text}</p>
        <StateReason notice={item.stateNotice} />
      </NoticePanel>
    )
  }
  if (item.layer === 'base') return <p>{say.isBase}</p>
  if (item.handlingItems.length > 0) {
    return (
      <NoticePanel title={say.chooseOne}>
        <ul>
          {item.handlingItems.map(({ id, name }) => (
            <li key={id}>
              <Anchor href={`/items/${id}`}>{name}</Anchor>
            </li>
          ))}
        </ul>
      </NoticePanel>
    )
  }
  if (!item.acceptsOnline) return <p>{say.notOnline}</p>
  return (
    <LinkButton href={`/apply/${item.id}${query}`} look="main" wide data-print="no">
      {say.apply}
    </LinkButton>
  )
}

/** What will hold from a day that has not come: who wants to apply should do it before. */
function Announced({ item }: { item: ItemGuide }) {
  const { stateNotice: notice } = item
  if (!item.isCurrent || item.state !== 'published' || notice === undefined) return null
  return (
    <NoticePanel tone="soon" title={say.announced(say.announcedStates[notice.state], dateWord(notice.effectiveOn))}>
      <p>{say.announcedText}</p>
      <StateReason notice={notice} />
    </NoticePanel>
  )
}

/** By which document, from when, and what becomes of the cases that run. */
function StateReason({ notice }: { notice: ItemGuide['stateNotice'] }) {
  if (notice === undefined) return null
  const { basis, documentNo, effectiveOn, runningCases, runningRule } = notice
  return (
    <>
      <p>{say.reason.from(dateWord(effectiveOn))}</p>
      <p>{say.reason.basis(documentNo === undefined ? basis : `${basis}（${documentNo}）`)}</p>
      {runningRule !== undefined && <p>{say.reason.rules[runningRule]}</p>}
      {runningCases !== undefined && <p>{say.reason.runningCases(runningCases)}</p>}
    </>
  )
}

function PrintActs({ qr }: { qr: string }) {
  const isHydrated = useHydrated()
  return (
    <div className={styles.printActs}>
      {isHydrated && (
        <Button look="quiet" icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
          {say.print}
        </Button>
      )}
      <figure className={styles.qr}>
        <QrCode path={qr} label={say.qr} />
        <figcaption>{say.qr}</figcaption>
      </figure>
    </div>
  )
}
