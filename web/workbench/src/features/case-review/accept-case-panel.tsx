import { useQuery } from '@tanstack/react-query'
import { NoticePanel, TextArea } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { useToday } from '../../shared/today.ts'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { DocumentDraft } from './document-draft.tsx'
import { LawText } from './law-text.tsx'
import { ReviewPoints } from './review-points.tsx'
import { useCaseAct } from './use-case.ts'
import { checkedBody, useCheckedPoints } from './use-checked-points.ts'

/** 受理: from here the statutory clock runs, so the panel says until when. */
export function AcceptCasePanel({ aCase, item, close }: ActProps) {
  const opinion = useKeptText(textKey(aCase, 'accept'))
  const [isAsked, setAsked] = useState(false)
  const points = useCheckedPoints(aCase, item, 'accept')
  const accept = useCaseAct(api.cases.acceptCase, () => {
    opinion.forget()
    points.forget()
    close()
  })
  const due = useDue(item.promisedLimit, aCase.division)
  const missing = aCase.materials.filter((one) => {
    return one.necessity === 'required' && one.files.length === 0 && !one.paperReceived
  })
  const text = opinion.text.trim()
  const confirm = () => {
    setAsked(true)
    if (points.lacking.size > 0) return
    accept.mutate({ ...named(aCase), ...(text !== '' && { opinion: text }), ...checkedBody(points.checked) })
  }
  return (
    <ActPanel
      title={say.acts.accept}
      confirm={say.confirm.accept}
      law={<LawText text={say.laws.accept} item={item} />}
      document={
        <DocumentDraft
          aCase={aCase}
          title={say.accept.document}
          lines={[...say.accept.lines(aCase.itemName), ...(due === undefined ? [] : [due])]}
        />
      }
      isPending={accept.isPending}
      error={accept.error}
      onConfirm={confirm}
      onClose={close}
    >
      {missing.length > 0 && (
        <NoticePanel tone="soon" title={say.accept.missing(missing.map((one) => one.name).join('、'))} />
      )}
      <ReviewPoints state={points} isAsked={isAsked} />
      <TextArea
        id="accept-opinion"
        label={say.opinion}
        optional
        rows={3}
        maxLength={2000}
        value={opinion.text}
        onChange={(event) => opinion.setText(event.target.value)}
      />
    </ActPanel>
  )
}

/** When the promise would fall due if the case were accepted today, by the server's own calendar. */
function useDue(limit: ActProps['item']['promisedLimit'], division: string): string | undefined {
  const today = useToday()
  const preview = useQuery({
    queryKey: ['due', today, limit.value, limit.unit, division],
    queryFn: ({ signal }) =>
      api.limits.previewDue({ startOn: today, value: limit.value, unit: limit.unit, division }, { signal }),
  })
  if (limit.unit === 'instant') return say.accept.noDue
  if (preview.data?.dueOn === undefined) return undefined
  return say.accept.due(dayText(preview.data.dueOn, ''), preview.data.provisional)
}
