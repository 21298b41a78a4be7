import type { CaseView } from '@yiwang/server/contract/cases'
import { Anchor, Card } from '@yiwang/ui'
import { FileText, ScrollText } from 'lucide-react'
import { minuteWord } from '../../shared/cases/days.ts'
import { myCaseMessages as say } from './messages.ts'
import styles from './my-case.module.css'

export function DocumentList({ aCase }: { aCase: CaseView }) {
  return (
    <>
      {aCase.licences.length > 0 && <Licences aCase={aCase} />}
      <Card title={say.documents} id="documents">
        {aCase.documents.length === 0 && <p>{say.documentsNone}</p>}
        {aCase.documents.length > 0 && (
          <ul className={styles.documents}>
            {aCase.documents.map((one) => (
              <li key={one.documentId}>
                <FileText aria-hidden="true" size={20} />
                <span>
                  {one.href ? (
                    <a href={one.href} target="_blank" rel="noreferrer" aria-label={say.documentOpen(one.title)}>
                      {one.title}
                    </a>
                  ) : (
                    one.title
                  )}
                  <span className={styles.note}>
                    {[
                      one.documentNo,
                      minuteWord(one.issuedAt),
                      !one.href && (one.state === 'erased' ? say.documentErased : say.documentMaking),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}

function Licences({ aCase }: { aCase: CaseView }) {
  return (
    <Card title={say.licences} id="licences">
      <ul className={styles.documents}>
        {aCase.licences.map((one) => (
          <li key={one.licenceId}>
            <ScrollText aria-hidden="true" size={20} />
            <span>
              {one.name} {one.licenceNo}
              <span className={styles.note}>{one.identifier}</span>
              <span className={styles.ways}>
                {one.href && (
                  <a href={one.href} target="_blank" rel="noreferrer">
                    {say.licenceOpen}
                  </a>
                )}
                <Anchor href={`/verify/${encodeURIComponent(one.identifier)}`}>{say.licenceVerify}</Anchor>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
