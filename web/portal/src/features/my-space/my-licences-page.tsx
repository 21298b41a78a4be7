import type { LicenceView } from '@yiwang/server/contract/licences'
import { Anchor, EmptyState, Facts, StateTag, type Tone } from '@yiwang/ui'
import { ScrollText } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { mySpaceMessages } from './messages.ts'
import styles from './my-space.module.css'

const say = mySpaceMessages.licences

export const loader = answering(async ({ context }: LoaderFunctionArgs) => {
  return portalOf(context).api.licences.listMyLicences()
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(mySpaceMessages.tabs.licences, matches)
}

export default function MyLicencesPage() {
  const { licences } = useLoaderData<typeof loader>()
  if (licences.length === 0) {
    return (
      <EmptyState icon={<ScrollText aria-hidden="true" />} title={say.empty}>
        <p>{say.emptyText}</p>
      </EmptyState>
    )
  }
  return (
    <div className={styles.list}>
      {licences.map((licence) => (
        <Licence key={licence.id} licence={licence} />
      ))}
    </div>
  )
}

function Licence({ licence }: { licence: LicenceView }) {
  const facts = [
    { name: say.holder, value: licence.holder },
    { name: say.erased, value: licence.erasedOn && say.erasedOn(licence.erasedOn) },
    { name: say.number, value: licence.licenceNo },
    { name: say.identifier, value: licence.identifier },
    { name: say.by, value: licence.organizationName },
    { name: say.valid, value: validity(licence) },
  ]
  return (
    <article className={styles.notice}>
      <h2>
        {licence.name} <StateTag tone={toneOf(licence)}>{licence.stateTitle}</StateTag>
      </h2>
      <Facts columns={2} facts={facts.filter((fact) => fact.value)} />
      <p className={styles.meta}>
        {licence.documentId && !licence.erasedOn && (
          <a href={`/api/documents/${licence.documentId}/content`} target="_blank" rel="noreferrer">
            {say.open}
          </a>
        )}
        {licence.identifier && <Anchor href={`/verify/${encodeURIComponent(licence.identifier)}`}>{say.verify}</Anchor>}
      </p>
    </article>
  )
}

function validity(licence: LicenceView): string {
  return licence.validTo ? say.validBetween(licence.validFrom, licence.validTo) : say.forever(licence.validFrom)
}

function toneOf(licence: LicenceView): Tone {
  if (licence.state === 'issued') return 'ok'
  return licence.state === 'suspended' ? 'stopped' : 'ended'
}
