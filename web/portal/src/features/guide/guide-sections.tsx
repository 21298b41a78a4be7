import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Disclosure, Facts } from '@yiwang/ui'
import type { ReactNode } from 'react'
import styles from './guide.module.css'
import { MaterialList } from './material-list.tsx'
import { guideMessages as say } from './messages.ts'
import { ProcessSection } from './process-section.tsx'
import { SituationForm } from './situation-form.tsx'
import type { GuideSituation } from './situation.ts'
import { WindowList } from './window-list.tsx'

interface Section {
  id: string
  title: string
  count?: number
  open?: boolean
  body: ReactNode
}

/** Everything else about the item, opened as it is needed; all of it is printed. */
export function GuideSections({ item, situation }: { item: ItemGuide; situation: GuideSituation }) {
  return (
    <div className={styles.sections}>
      {sectionsOf(item, situation).map((section) => (
        <Disclosure
          key={section.id}
          id={section.id}
          summary={<h2 className={styles.sectionTitle}>{section.title}</h2>}
          count={section.count}
          open={section.open ?? false}
        >
          {section.body}
        </Disclosure>
      ))}
    </div>
  )
}

function sectionsOf(item: ItemGuide, situation: GuideSituation): Section[] {
  const titles = say.sections
  return [
    { id: 'conditions', title: titles.conditions, open: true, body: <Conditions item={item} /> },
    {
      id: 'materials',
      title: titles.materials,
      count: situation.materials.length,
      open: true,
      body: (
        <>
          <SituationForm situation={situation} path={`/items/${item.id}`} />
          <MaterialList item={item} materials={situation.materials} dependsOn={situation.dependsOn} />
        </>
      ),
    },
    { id: 'process', title: titles.process, body: <ProcessSection item={item} /> },
    ...item.elements.map((group, place) => ({
      id: `element-${place + 1}`,
      title: group.title,
      count: group.parts.length,
      body: <Elements group={group} />,
    })),
    { id: 'fees', title: titles.fees, body: <Fees item={item} /> },
    { id: 'windows', title: titles.windows, count: item.windows.length, body: <WindowList item={item} /> },
    { id: 'bases', title: titles.bases, count: item.legalBases.length, body: <LegalBases item={item} /> },
    ...(item.authority.length > 0
      ? [{ id: 'authority', title: titles.authority, body: <Facts facts={item.authority} /> }]
      : []),
    ...(item.faqs.length > 0
      ? [{ id: 'faqs', title: titles.faqs, count: item.faqs.length, body: <Faqs item={item} /> }]
      : []),
    { id: 'remedies', title: titles.remedies, body: <Remedies item={item} /> },
    ...(item.provenance ? [{ id: 'source', title: titles.source, body: <p>{item.provenance}</p> }] : []),
  ]
}

function Conditions({ item }: { item: ItemGuide }) {
  if (item.conditions.length === 0) return <p>{say.conditionsNone}</p>
  if (item.conditions.length === 1) return <p className={styles.written}>{item.conditions[0]}</p>
  return (
    <ol className={styles.conditions}>
      {item.conditions.map((condition) => (
        <li key={condition} className={styles.written}>
          {condition}
        </li>
      ))}
    </ol>
  )
}

function Fees({ item }: { item: ItemGuide }) {
  if (item.fees.length === 0) return <p>{say.fees.none}</p>
  return item.fees.map((fee) => (
    <div key={fee.name}>
      <h3 className={styles.subTitle}>{fee.name}</h3>
      <Facts
        facts={[
          { name: say.fees.standard, value: fee.standard },
          ...(fee.basis ? [{ name: say.fees.basis, value: fee.basis }] : []),
          ...(fee.reduction ? [{ name: say.fees.reduction, value: fee.reduction }] : []),
        ]}
      />
    </div>
  ))
}

/** What only items of this type have: the acts that are punished, what is levied … */
function Elements({ group }: { group: ItemGuide['elements'][number] }) {
  const numbered = group.parts.map((part, place) => ({ ...part, place }))
  return numbered.map(({ name, facts, place }) => (
    <div key={place}>
      <h3 className={styles.subTitle}>{name}</h3>
      <Facts facts={facts} />
    </div>
  ))
}

function LegalBases({ item }: { item: ItemGuide }) {
  return (
    <ul className={styles.bases}>
      {item.legalBases.map((basis) => (
        <li key={`${basis.law} ${basis.article}`}>
          <p className={styles.law}>
            《{basis.law.replace(/^《|》$/g, '')}》{basis.documentNo && `（${basis.documentNo}）`} {basis.article}
          </p>
          {basis.text && <p className={styles.written}>{basis.text}</p>}
          {(basis.issuer || basis.effectiveOn) && (
            <p className={styles.note}>
              {basis.issuer} {basis.effectiveOn && say.bases.from(basis.effectiveOn)}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Faqs({ item }: { item: ItemGuide }) {
  return item.faqs.map((faq) => (
    <div key={faq.question}>
      <h3 className={styles.subTitle}>{faq.question}</h3>
      <p className={styles.written}>{faq.answer}</p>
    </div>
  ))
}

function Remedies({ item }: { item: ItemGuide }) {
  const ways = [
    { name: say.remedies.consultation, value: item.consultation },
    { name: say.remedies.complaint, value: item.complaint },
    { name: say.remedies.reconsideration, value: item.remedies.reconsideration },
    { name: say.remedies.litigation, value: item.remedies.litigation },
  ]
  return <Facts facts={ways.filter((way) => way.value)} />
}
