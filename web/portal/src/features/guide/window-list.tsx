import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Anchor, Facts, FloorPlan, NoticePanel } from '@yiwang/ui'
import { hallMessages } from '../../shared/halls/messages.ts'
import { OpeningNow, RegularHours } from '../../shared/halls/opening-lines.tsx'
import styles from './guide.module.css'
import { guideMessages } from './messages.ts'

const say = guideMessages.windows

type Guided = Pick<ItemGuide, 'windows' | 'halls' | 'handlingTimes'>
type ServiceWindow = ItemGuide['windows'][number]
type Hall = ItemGuide['halls'][number]

export function WindowList({ item }: { item: Guided }) {
  if (item.windows.length === 0) return <p>{say.none}</p>
  return (
    <>
      {item.handlingTimes && (
        <p>
          {say.handling}：{item.handlingTimes}
        </p>
      )}
      {item.windows.map((window) => {
        const hall = item.halls.find(({ id }) => id === window.hallWindow?.hallId)
        return (
          <div key={`${window.name} ${window.address}`} className={styles.window}>
            <h3 className={styles.subTitle}>{window.name}</h3>
            {hall && <InHall window={window} hall={hall} />}
            <Where window={window} hall={hall} />
          </div>
        )
      })}
    </>
  )
}

/** Where the window is on its floor, and whether somebody sits there now. */
function InHall({ window, hall }: { window: ServiceWindow; hall: Hall }) {
  if (!hall.inUse) {
    return (
      <NoticePanel tone="soon" title={say.out(hall.name)}>
        <p>{say.outText}</p>
      </NoticePanel>
    )
  }
  const found = hall.windows.find(({ number }) => number === window.hallWindow?.number)
  const floor = hall.floors.find(({ name }) => name === found?.floor)
  const marked = found?.number
  const href = `/halls/${hall.id}${marked === undefined ? '' : `?window=${encodeURIComponent(marked)}`}`
  return (
    <>
      <OpeningNow opening={hall.opening} />
      {found && floor && (
        <figure className={styles.plan}>
          <FloorPlan
            floor={floor}
            title={hallMessages.planOf(found.number, found.floor)}
            words={found.where}
            marked={found.number}
          />
          <figcaption>
            {say.at(hall.name, found.where)} {hallMessages.marked(found.number)}
          </figcaption>
        </figure>
      )}
      <p data-print="no">
        <Anchor href={href}>{say.hall(hall.name)}</Anchor>
      </p>
    </>
  )
}

function Where({ window, hall }: { window: ServiceWindow; hall: Hall | undefined }) {
  const phone = window.phone ?? hall?.phone
  const all = [
    { name: say.address, value: window.address ?? hall?.address },
    { name: say.hours, value: hall?.inUse && <RegularHours hall={hall} /> },
    { name: hall?.inUse ? say.ownHours : say.hours, value: window.hours },
    { name: say.phone, value: phone && <a href={`tel:${phone}`}>{phone}</a> },
    { name: say.traffic, value: window.traffic ?? hall?.traffic },
    {
      name: say.map,
      value: window.mapUrl && (
        <a href={window.mapUrl} rel="noreferrer">
          {say.map}
        </a>
      ),
    },
  ]
  return <Facts facts={all.filter((fact) => fact.value)} />
}
