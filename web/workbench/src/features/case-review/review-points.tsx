import type { CheckedPoint } from '@yiwang/server/contract/cases'
import type { ReviewRule } from '@yiwang/server/contract/catalogue'
import { Disclosure, RadioGroup, TextField } from '@yiwang/ui'
import { actMessages } from './act-messages.ts'
import styles from './review-points.module.css'
import type { CheckedPointsState } from './use-checked-points.ts'

const say = actMessages.points

/** 审查工作细则 at its step: what is judged, by what standard, and each point ticked. Nothing is ticked beforehand, nor all at once. */
export function ReviewPoints({ state, isAsked }: { state: CheckedPointsState; isAsked: boolean }) {
  const { rules, lacking } = state
  if (rules.length === 0) return null
  return (
    <section className={styles.rules} aria-label={say.title}>
      <h3 className={styles.title}>{say.title}</h3>
      <p className={styles.note} role="status">
        {lacking.size === 0 ? say.complete : say.left(lacking.size)}
      </p>
      {rules.map((rule) => (
        <Rule key={rule.id} rule={rule} state={state} isAsked={isAsked} />
      ))}
    </section>
  )
}

interface RuleProps {
  rule: ReviewRule
  state: CheckedPointsState
  isAsked: boolean
}

function Rule({ rule, state, isAsked }: RuleProps) {
  const { name, standard, cautions, commonProblems, consequences, points } = rule
  const more = [
    [say.cautions, cautions],
    [say.commonProblems, commonProblems],
    [say.consequences, consequences],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined)
  return (
    <article className={styles.rule}>
      <h4 className={styles.name}>{name}</h4>
      <p className={styles.standard}>{say.standard(standard)}</p>
      {more.length > 0 && (
        <Disclosure summary={more.map(([title]) => title).join('、')}>
          <dl className={styles.more}>
            {more.map(([title, text]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
      {points.map((point) => (
        <Point
          key={point.id}
          point={point}
          found={state.checked.find(({ pointId }) => pointId === point.id)}
          isLacking={isAsked && state.lacking.has(point.id)}
          onChange={state.set}
        />
      ))}
    </article>
  )
}

interface PointProps {
  point: ReviewRule['points'][number]
  found: CheckedPoint | undefined
  isLacking: boolean
  onChange(found: CheckedPoint): void
}

function Point({ point, found, isLacking, onChange }: PointProps) {
  const { id: pointId, name, optional } = point
  const remark = found?.remark ?? ''
  const isWrong = found?.passes === false
  return (
    <div className={styles.point}>
      <RadioGroup
        id={`point-${pointId}`}
        name={`point-${pointId}`}
        label={name}
        optional={optional}
        inline
        choices={[
          { value: 'yes', label: say.passes },
          { value: 'no', label: say.fails },
        ]}
        value={found === undefined ? '' : found.passes ? 'yes' : 'no'}
        error={isLacking && found === undefined ? say.mustCheck : undefined}
        onChange={(event) => onChange({ pointId, passes: event.target.value === 'yes', remark })}
      />
      {isWrong && (
        <TextField
          id={`remark-${pointId}`}
          label={say.remark}
          required
          maxLength={500}
          value={remark}
          error={isLacking && remark.trim() === '' ? say.mustExplain : undefined}
          onChange={(event) => onChange({ pointId, passes: false, remark: event.target.value })}
        />
      )}
    </div>
  )
}
