import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { actMessages as say } from './act-messages.ts'

/** The act's own law, and for decisions the law that sets the item up. */
export function LawText({ text, item, withItem = false }: { text: string; item: ItemGuide; withItem?: boolean }) {
  return (
    <>
      <p>{say.lawFor(text, item.powerType === 'licensing')}</p>
      {withItem && item.legalBases.length > 0 && (
        <ul aria-label={say.itemLaw}>
          {item.legalBases.map((basis) => (
            <li key={`${basis.law} ${basis.article}`}>
              {basis.law}
              {basis.article !== undefined && ` ${basis.article}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
