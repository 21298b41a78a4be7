import { RadioGroup, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { actMessages as say } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named } from './act-props.ts'
import { LawText } from './law-text.tsx'
import { useCaseAct } from './use-case.ts'

const methods = ['window', 'post', 'electronic'] as const

/** 送达: how it reached the applicant; the case is closed with it. */
export function DeliverCasePanel({ aCase, item, close }: ActProps) {
  const [method, setMethod] = useState<(typeof methods)[number]>('electronic')
  const [receiver, setReceiver] = useState('')
  const [trackingNo, setTrackingNo] = useState('')
  const deliver = useCaseAct(api.cases.deliverCase, close)
  const confirm = () => {
    const body = {
      ...(method === 'window' && receiver.trim() !== '' ? { receiver: receiver.trim() } : {}),
      ...(method === 'post' && trackingNo.trim() !== '' ? { trackingNo: trackingNo.trim() } : {}),
    }
    deliver.mutate({ ...named(aCase), method, ...body })
  }
  return (
    <ActPanel
      title={say.acts.deliver}
      confirm={say.confirm.deliver}
      law={<LawText text={say.laws.deliver} item={item} />}
      isPending={deliver.isPending}
      error={deliver.error}
      onConfirm={confirm}
      onClose={close}
    >
      <RadioGroup
        id="deliver-method"
        name="method"
        label={say.deliver.method}
        choices={methods.map((one) => ({ value: one, label: say.deliver.methods[one] }))}
        value={method}
        onChange={(event) => setMethod(methods.find((one) => one === event.target.value) ?? method)}
      />
      {method === 'window' && (
        <TextField
          id="deliver-receiver"
          label={say.deliver.receiver}
          optional
          width="half"
          maxLength={60}
          value={receiver}
          onChange={(event) => setReceiver(event.target.value)}
        />
      )}
      {method === 'post' && (
        <TextField
          id="deliver-tracking"
          label={say.deliver.trackingNo}
          optional
          width="half"
          maxLength={40}
          value={trackingNo}
          onChange={(event) => setTrackingNo(event.target.value)}
        />
      )}
    </ActPanel>
  )
}
