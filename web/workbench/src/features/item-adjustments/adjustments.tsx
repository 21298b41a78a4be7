import { useQuery } from '@tanstack/react-query'
import type { ItemAdjustment } from '@yiwang/server/contract/catalogue'
import { Card, LinkButton, StateTag, type Tone } from '@yiwang/ui'
import { Link } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { adjustmentMessages as say } from './messages.ts'

const tones: Readonly<Record<ItemAdjustment['state'], Tone>> = { proposed: 'soon', decided: 'ok', refused: 'ended' }

/** 下放、承接、收回和取消 of an item, on its page. */
export function Adjustments({ itemId }: { itemId: string }) {
  const seesLibrary = usePermit('catalogue.library')
  const reading = useQuery({
    queryKey: ['item', itemId, 'adjustments'],
    queryFn: ({ signal }) => api.catalogue.listAdjustments({ itemId }, { signal }),
    enabled: seesLibrary,
  })
  if (!seesLibrary) return null
  return (
    <Card title={say.card}>
      <Loaded reading={reading} lines={2}>
        {({ adjustments, abilities }) => (
          <div className={frame.stack}>
            {adjustments.length === 0 ? (
              <p className={frame.soft}>{say.none}</p>
            ) : (
              <ul>
                {adjustments.map((one) => (
                  <Line key={one.adjustmentId} itemId={itemId} adjustment={one} />
                ))}
              </ul>
            )}
            <div className={frame.line}>
              {abilities.handDown && <LinkButton href={`/items/${itemId}/adjust/hand-down`}>{say.handDown}</LinkButton>}
              {abilities.takeBack && <LinkButton href={`/items/${itemId}/adjust/take-back`}>{say.takeBack}</LinkButton>}
              {abilities.cancel && <LinkButton href={`/items/${itemId}/adjust/cancel`}>{say.cancel}</LinkButton>}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Line({ itemId, adjustment }: { itemId: string; adjustment: ItemAdjustment }) {
  const { adjustmentId, kind, effectiveOn, document, state, takeovers } = adjustment
  return (
    <li>
      <Link to={`/items/adjustments/${adjustmentId}`}>
        {say.line(say.kinds[kind], dayText(effectiveOn, ''), document.no)}
      </Link>{' '}
      <StateTag tone={tones[state]}>{say.states[state]}</StateTag>
      {adjustment.itemId !== itemId && <p className={frame.soft}>{say.of(adjustment.itemName)}</p>}
      {takeovers.length > 0 && (
        <p className={frame.soft}>
          {takeovers.map((one) => `${one.organizationName}：${say.takeoverStates[one.state]}`).join('；')}
        </p>
      )}
    </li>
  )
}
