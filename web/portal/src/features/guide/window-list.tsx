import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { Facts } from '@yiwang/ui'
import styles from './guide.module.css'
import { guideMessages } from './messages.ts'

const say = guideMessages.windows

export function WindowList({ item }: { item: ServiceItem }) {
  if (item.windows.length === 0) return <p>{say.none}</p>
  return (
    <>
      {item.handlingTimes && (
        <p>
          {say.handling}：{item.handlingTimes}
        </p>
      )}
      {item.windows.map((window) => (
        <div key={`${window.name} ${window.address}`}>
          <h3 className={styles.subTitle}>{window.name}</h3>
          {window.address && <p>{window.address}</p>}
          <Facts facts={factsOf(window)} />
        </div>
      ))}
    </>
  )
}

function factsOf(window: ServiceItem['windows'][number]) {
  const all = [
    { name: say.hours, value: window.hours },
    { name: say.phone, value: window.phone && <a href={`tel:${window.phone}`}>{window.phone}</a> },
    { name: say.traffic, value: window.traffic },
    {
      name: say.map,
      value: window.mapUrl && (
        <a href={window.mapUrl} rel="noreferrer">
          {say.map}
        </a>
      ),
    },
  ]
  return all.filter((fact) => fact.value)
}
