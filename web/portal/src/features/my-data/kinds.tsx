import type { HeldKind, HeldThingView, RightOffered } from '@yiwang/server/contract/personal-data'
import { Disclosure, Facts } from '@yiwang/ui'
import { minuteWord } from '../../shared/cases/days.ts'
import { myDataMessages } from './messages.ts'
import styles from './my-data.module.css'
import { Asking } from './requests.tsx'

const say = myDataMessages.kinds

/** What is held, by kind: closed, because it is long; found by its name and count. */
export function Kinds({ kinds, rights }: { kinds: readonly HeldKind[]; rights: readonly RightOffered[] }) {
  return (
    <section className={styles.part} aria-labelledby="kinds">
      <h2 id="kinds">{say.title}</h2>
      <div className={styles.kinds}>
        {kinds.map((kind) => (
          <Disclosure key={kind.name} summary={kind.title} count={kind.count}>
            <Kind kind={kind} rights={rights} />
          </Disclosure>
        ))}
      </div>
    </section>
  )
}

function Kind({ kind, rights }: { kind: HeldKind; rights: readonly RightOffered[] }) {
  const about = [
    { name: say.purpose, value: kind.purpose },
    { name: say.basis, value: kind.basis },
    { name: say.source, value: kind.source },
    { name: say.keptFor, value: kind.keptFor },
    ...(kind.withheld === undefined ? [] : [{ name: say.withheld, value: kind.withheld }]),
  ]
  return (
    <>
      <div className={styles.about}>
        <Facts facts={about} />
      </div>
      {!kind.isAskedByThing && <Asking rights={rights} about={{ holding: kind.name, title: kind.title }} />}
      {kind.count === 0 && <p className={styles.note}>{say.empty}</p>}
      <ul className={styles.things}>
        {kind.things.map((thing) => (
          <Thing key={thing.id} thing={thing} kind={kind} rights={rights} />
        ))}
      </ul>
      {kind.count > kind.things.length && <p className={styles.note}>{say.more(kind.things.length, kind.count)}</p>}
    </>
  )
}

function Thing({ thing, kind, rights }: { thing: HeldThingView; kind: HeldKind; rights: readonly RightOffered[] }) {
  const { id, title, at, facts, files = [], keptUntil, notes = [] } = thing
  const shown = facts.map(({ label, value }) => ({ name: label, value }))
  const kept = keptUntil ? [{ name: say.keptUntil, value: say.keptBy(keptUntil.on, keptUntil.basis) }] : []
  return (
    <li className={styles.thing}>
      <h3>{title}</h3>
      {at !== undefined && <p className={styles.note}>{minuteWord(at)}</p>}
      <Facts columns={2} facts={[...shown, ...kept]} />
      {notes.map(({ text, notedAt }) => (
        <p key={notedAt}>
          <strong>{say.note(minuteWord(notedAt))}</strong> {text}
        </p>
      ))}
      {kind.isAskedByThing && <Asking rights={rights} about={{ holding: kind.name, title, thing: id }} />}
      {files.length > 0 && (
        <p>
          {say.files}：
          {files.map(({ fileId, fileName, inCopyOnly }, index) => (
            <span key={fileId}>
              {index > 0 && '、'}
              {inCopyOnly ? (
                say.inCopyOnly(fileName)
              ) : (
                <a href={`/api/files/${fileId}/content`} target="_blank" rel="noreferrer">
                  {fileName}
                </a>
              )}
            </span>
          ))}
        </p>
      )}
    </li>
  )
}
