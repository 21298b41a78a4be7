import type { ItemSummary } from '@yiwang/server/contract/catalogue'
import { Anchor, StateTag, Tag } from '@yiwang/ui'
import { limitWord } from './item-words.ts'
import styles from './item-row.module.css'
import { Marked } from './marked.tsx'
import { itemMessages as say } from './messages.ts'

/** An item in a list: the words people use first, the legal name second, then what decides whether to go on. */
export function ItemRow({ item, words = [] }: { item: ItemSummary; words?: readonly string[] }) {
  const hasPlainName = item.plainName !== undefined && item.plainName !== item.name
  return (
    <article className={styles.row}>
      <h2 className={styles.name}>
        <Anchor href={`/items/${item.id}`}>
          <Marked text={item.plainName ?? item.name} words={words} />
        </Anchor>
      </h2>
      {hasPlainName && (
        <p className={styles.legal}>
          <Marked text={say.legalName(item.name)} words={words} />
        </p>
      )}
      <p className={styles.facts}>
        <span>{item.organizationName}</span>
        <span>{item.hasFees ? say.charged : say.free}</span>
        <span>{limitWord(item.promisedLimit)}</span>
        <span>{item.visits === 0 ? say.noVisit : say.visits(item.visits)}</span>
        {item.state === 'suspended' ? (
          <StateTag tone="stopped">{say.suspended}</StateTag>
        ) : (
          item.acceptsOnline && <StateTag tone="ok">{say.online}</StateTag>
        )}
        {item.isDemo && <Tag>{say.demo}</Tag>}
      </p>
    </article>
  )
}
