import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Anchor, NoticePanel } from '@yiwang/ui'
import { dateWord } from '../../shared/cases/days.ts'
import styles from './guide.module.css'
import { guideMessages as say } from './messages.ts'

/** 下放: since when the item is handled where, and on what document. */
export function HandDowns({ item: { handDowns } }: { item: Pick<ItemGuide, 'handDowns'> }) {
  if (handDowns.length === 0) return null
  return (
    <div className={styles.handDowns}>
      <NoticePanel title={say.handDown.title}>
        <ul>
          {handDowns.map((one) => (
            <li key={`${one.itemId} ${one.document.no}`}>
              {one.direction === 'to' ? (
                <>
                  {say.handDown.to(dateWord(one.effectiveOn), one.divisionName)}
                  <Anchor href={`/items/${one.itemId}`}>{one.organizationName}</Anchor>
                  {say.handDown.handles}
                </>
              ) : (
                say.handDown.from(dateWord(one.effectiveOn), one.organizationName)
              )}
              {say.handDown.basis(one.document)}
              {say.handDown.takeover(one.takeoverDocument)}
              {one.direction === 'to' && one.endsOn !== undefined && say.handDown.until(dateWord(one.endsOn))}
            </li>
          ))}
        </ul>
      </NoticePanel>
    </div>
  )
}
