import type { CaseView } from '@yiwang/server/contract/cases'
import type { LimitView } from '@yiwang/server/contract/limits'
import { ClockRibbon, LongNumber, NoticePanel, Tag } from '@yiwang/ui'
import { Link, useNavigate } from 'react-router'
import { dayText, shortInstantText } from '../../shared/dates.ts'
import { LevelTag } from '../../shared/level-tag.tsx'
import { mainLimit } from '../../shared/main-limit.ts'
import { usePermit } from '../../shared/session.tsx'
import { useShortcut } from '../../shared/shortcuts.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './case-head.module.css'
import { caseMessages as say } from './messages.ts'
import { useRightToCarryOut } from './use-case.ts'

/** Who, what, state, clock. */
export function CaseHead({ aCase }: { aCase: CaseView }) {
  const today = useToday()
  const clock = mainLimit(aCase.limits)
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <h1 className={styles.title}>{aCase.itemName}</h1>
        {clock && <LevelTag level={clock.limit.level} />}
        <span className={styles.state}>{aCase.progress}</span>
        {aCase.isDemo && <Tag>{say.demo}</Tag>}
      </div>
      <p className={styles.facts}>
        <span>{aCase.applicant.name}</span>
        {aCase.caseNo !== undefined && (
          <span>
            <LongNumber>{aCase.caseNo}</LongNumber>
          </span>
        )}
        <span>{aCase.organizationName}</span>
        <span>{say.channel[aCase.channel]}</span>
        {aCase.receivedAt !== undefined && (
          <span>
            {say.received} {shortInstantText(aCase.receivedAt, today)}
          </span>
        )}
        {aCase.acceptedAt !== undefined && (
          <span>
            {say.accepted} {shortInstantText(aCase.acceptedAt, today)}
          </span>
        )}
      </p>
      {clock && <ClockRibbon limit={clock.limit} law={clock.law} today={today} />}
      {clock && <Accounts limits={clock.law ? [clock.limit, clock.law] : [clock.limit]} />}
      <Standing aCase={aCase} today={today} />
    </header>
  )
}

/** To the pages that tell, day by day, why each of the clocks ends when it does. */
function Accounts({ limits }: { limits: readonly LimitView[] }) {
  const mayAsk = usePermit('limits.explain')
  const go = useNavigate()
  const [first] = limits
  const open = () => void go(`/limits/${first?.id ?? ''}`)
  useShortcut({ keys: 'w', title: say.account.key, group: say.keyGroup, act: open }, mayAsk)
  if (!mayAsk) return null
  return (
    <p className={styles.accounts} data-print="no">
      {limits.map((limit) => (
        <Link key={limit.id} to={`/limits/${limit.id}`}>
          {say.account.link(limit.title)}
        </Link>
      ))}
    </p>
  )
}

/** Whoever handles or decides a request sees beforehand what stands against granting it. */
function RightHindrance({ caseId }: { caseId: string }) {
  const { data } = useRightToCarryOut(caseId)
  if (data?.hindrance === undefined) return null
  return (
    <NoticePanel tone="soon" title={say.hindrance.title}>
      <p>
        {data.hindrance}。{say.hindrance.text}
      </p>
    </NoticePanel>
  )
}

/** What stands over the case now, in words: stopped, waiting for the applicant, refused, decided. */
function Standing({ aCase, today }: { aCase: CaseView; today: string }) {
  const { suspension, correction, refusal, decision } = aCase
  return (
    <>
      <Keeping aCase={aCase} today={today} />
      {aCase.restrictedSince !== undefined && (
        <NoticePanel tone="soon" title={say.restricted.title(shortInstantText(aCase.restrictedSince, today))}>
          <p>{say.restricted.text}</p>
        </NoticePanel>
      )}
      <ItemClosed aCase={aCase} today={today} />
      {aCase.right !== undefined && aCase.state === 'accepted' && <RightHindrance caseId={aCase.caseId} />}
      {aCase.notes.map(({ text, notedAt }) => (
        <NoticePanel key={notedAt} tone="info" title={say.note(shortInstantText(notedAt, today))}>
          <p>{text}</p>
        </NoticePanel>
      ))}
      {suspension && (
        <NoticePanel tone="soon" title={say.suspension.title(suspension.procedure)}>
          <p>
            {say.suspension.since(dayText(suspension.since, today))}
            {suspension.expectedWorkdays !== undefined && `，${say.suspension.expected(suspension.expectedWorkdays)}`}
          </p>
        </NoticePanel>
      )}
      {correction && aCase.state === 'correction' && (
        <NoticePanel tone="soon" title={say.correction.title}>
          <ol className={styles.gaps}>
            {correction.gaps.map((gap) => (
              <li key={`${gap.materialId} ${gap.what}`}>{gapText(aCase, gap)}</li>
            ))}
          </ol>
          {correction.dueOn !== undefined && <p>{say.correction.due(dayText(correction.dueOn, today))}</p>}
        </NoticePanel>
      )}
      {refusal && (
        <NoticePanel tone="red" title={say.refusal}>
          <p>{refusal.reason}</p>
          <p>
            {say.basis}：{refusal.legalBasis}
          </p>
        </NoticePanel>
      )}
      {decision && (
        <NoticePanel
          tone={decision.granted ? 'ok' : 'red'}
          title={`${decision.granted ? say.decision.granted : say.decision.denied} · ${shortInstantText(decision.decidedAt, today)}`}
        >
          {decision.reason !== undefined && <p>{decision.reason}</p>}
          {decision.remedy !== undefined && !decision.granted && (
            <p>
              {say.decision.remedy}：{decision.remedy}
            </p>
          )}
        </NoticePanel>
      )}
    </>
  )
}

const RUNNING: ReadonlySet<CaseView['state']> = new Set([
  'submitted',
  'preReview',
  'received',
  'correction',
  'accepted',
])

/** The item takes no applications any more: by which document, and what was laid down for cases like this one. */
function ItemClosed({ aCase, today }: { aCase: CaseView; today: string }) {
  const { itemNotice: notice } = aCase
  if (notice === undefined || !RUNNING.has(aCase.state)) return null
  return (
    <NoticePanel
      tone="soon"
      title={say.itemClosed.title(say.itemClosed.states[notice.state], dayText(notice.effectiveOn, today))}
    >
      {notice.runningRule !== undefined && <p>{say.itemClosed.rules[notice.runningRule]}</p>}
      {notice.runningCases !== undefined && <p>{say.itemClosed.runningCases(notice.runningCases)}</p>}
      <p>
        {say.basis}：{notice.basis}
        {notice.documentNo !== undefined && `（${notice.documentNo}）`}
      </p>
    </NoticePanel>
  )
}

/** How long it is kept, or that it is held, for who may erase it; and that its personal data are gone, for everybody. */
function Keeping({ aCase, today }: { aCase: CaseView; today: string }) {
  const { erased, keeping } = aCase
  if (erased) return <NoticePanel title={erased.text} />
  if (keeping?.heldSince !== undefined)
    return <NoticePanel tone="soon" title={say.keeping.held(shortInstantText(keeping.heldSince, today))} />
  if (keeping?.until === undefined || keeping.basis === undefined) return null
  return (
    <NoticePanel title={say.keeping.until(dayText(keeping.until, today), keeping.until < today)}>
      <p>
        {say.basis}：{keeping.basis}
      </p>
    </NoticePanel>
  )
}

function gapText(aCase: CaseView, gap: NonNullable<CaseView['correction']>['gaps'][number]): string {
  const material = aCase.materials.find((one) => one.materialId === gap.materialId)
  return material === undefined ? gap.what : `${material.name}：${gap.what}`
}
