import type { DraftField, DraftView } from '@yiwang/server/contract/catalogue'
import { NoticePanel, Tag } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { dayText } from '../../shared/dates.ts'
import { idOf } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'

type Parent = NonNullable<DraftView['parent']>
export type ParentRule = Parent['rules'][number]

/** 采用自: where what is locked comes from. */
export function DraftParent({ draft }: { draft: DraftView }) {
  const { parent, parentVersion } = draft
  if (!parent) return null
  const isAdoption = draft.layer === 'implementation'
  return (
    <NoticePanel title={isAdoption ? say.from : say.partOf}>
      <p>
        <Link to={`/items/${parent.itemId}`}>{parent.name}</Link>{' '}
        <span className={styles.soft}>
          {[
            parent.code,
            parent.organizationName,
            ...(parentVersion === undefined ? [] : [say.fromVersion(parentVersion)]),
          ].join(' · ')}
        </span>
      </p>
      {isAdoption && draft.abilities.edit && <p>{say.fromText}</p>}
    </NoticePanel>
  )
}

/** 承接: on what documents the draft came down. */
export function DraftTakeover({ draft: { takeover } }: { draft: DraftView }) {
  if (!takeover) return null
  const { adjustmentId, organizationName, effectiveOn, document, takeoverDocument } = takeover
  return (
    <NoticePanel title={say.handedDown(organizationName)}>
      <p>
        <Link to={`/items/adjustments/${adjustmentId}`}>{say.document(document)}</Link>
      </p>
      <p>{say.takenOver(dayText(effectiveOn, ''), takeoverDocument)}</p>
    </NoticePanel>
  )
}

export function ruleOver(parent: Parent | undefined, field: DraftField): ParentRule | undefined {
  return parent?.rules.find((one) => one.field === field)
}

/** An element that the base item settles for all: read, not written. */
export function LockedField({ title, rule }: { title: string; rule: ParentRule }) {
  return (
    <section className={styles.found} id={idOf([rule.field])} tabIndex={-1} aria-label={title}>
      <p className={styles.line}>
        <strong>{title}</strong>
        <Tag>{say.rule.locked}</Tag>
        <span className={styles.soft}>{say.lockedFrom}</span>
      </p>
      <p className={styles.words}>{rule.words || '—'}</p>
    </section>
  )
}

const SHORT = 40

/** An element that may only ask for less than the base item does. */
export function TightenedField({ rule, children }: { rule: ParentRule; children: ReactNode }) {
  const isShort = rule.words !== '' && rule.words.length <= SHORT && !rule.words.includes('\n')
  return (
    <div className={styles.found}>
      {children}
      <p className={styles.soft}>{isShort ? say.tightenFrom(rule.words) : say.tighten}</p>
    </div>
  )
}
