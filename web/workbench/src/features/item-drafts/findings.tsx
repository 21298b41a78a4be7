import type { DraftFinding } from '@yiwang/server/contract/catalogue'
import { Card, NoticePanel } from '@yiwang/ui'
import { Link } from 'react-router'
import { idOfPointer } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

interface FindingsProps {
  findings: readonly DraftFinding[]
  hrefOf(finding: DraftFinding): string
  onGo(finding: DraftFinding): void
}

/** 核对结果: each with its reason, and a link to its place. */
export function Findings({ findings, hrefOf, onGo }: FindingsProps) {
  const errors = findings.filter(({ level }) => level === 'error')
  const warnings = findings.filter(({ level }) => level === 'warning')
  return (
    <Card title={say.findings}>
      {findings.length === 0 && (
        <NoticePanel tone="ok" title={say.noFindings}>
          <p>{say.noFindingsText}</p>
        </NoticePanel>
      )}
      {[
        { title: say.errors(errors.length), list: errors },
        { title: say.warnings(warnings.length), list: warnings },
      ]
        .filter(({ list }) => list.length > 0)
        .map(({ title, list }) => (
          <div key={title} className={styles.found}>
            <h3>{title}</h3>
            <ul>
              {list.map((one) => (
                <li key={`${one.path} ${one.message}`}>
                  <Link to={hrefOf(one)} preventScrollReset onClick={() => onGo(one)}>
                    {one.place}
                  </Link>
                  ：{one.message}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </Card>
  )
}

/** Opens what is folded around a place and puts the focus there. */
export function goTo(pointer: string): void {
  const steps = pointer.split('/')
  // The control itself, or else the nearest thing around it that is on the page.
  const found = steps
    .map((_, cut) => document.getElementById(idOfPointer(steps.slice(0, steps.length - cut).join('/'))))
    .find((element) => element !== null)
  if (!found) return
  for (let box = found.closest('details'); box; box = box.parentElement?.closest('details') ?? null) box.open = true
  found.scrollIntoView({ block: 'center' })
  found.focus()
}
