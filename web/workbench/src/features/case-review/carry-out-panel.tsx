import type { RightToCarryOut } from '@yiwang/server/contract/personal-data'
import { RadioGroup, TextArea, TextField } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { Loaded } from '../../shared/page-states.tsx'
import { actMessages } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import { type ActProps, named, textKey } from './act-props.ts'
import { useCaseAct, useRightToCarryOut } from './use-case.ts'

const say = actMessages.carryOut

/** 实施: what was granted is done here, by what the request is about. */
export function CarryOutPanel(props: ActProps) {
  const asked = useRightToCarryOut(props.aCase.caseId)
  return (
    <Loaded reading={asked} lines={6}>
      {(request) =>
        request.right === 'correct' ? <Correct {...props} request={request} /> : <Do {...props} request={request} />
      }
    </Loaded>
  )
}

/** What needs no more words than were said in asking for it. */
function Do({ aCase, close, request }: ActProps & { request: RightToCarryOut }) {
  const act = useCaseAct(api.personalData.carryOutRight, close)
  return (
    <ActPanel
      title={actMessages.acts.carryOut}
      confirm={actMessages.confirm.carryOut}
      isRisky={request.right === 'delete'}
      isReady={request.hindrance === undefined}
      law={<p>{say.laws[request.right]}</p>}
      isPending={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(named(aCase))}
      onClose={close}
    >
      <p>{say.about(request.holdingTitle ?? say.unknown)}</p>
      {request.hindrance !== undefined && <p>{say.hindered(request.hindrance)}</p>}
      <p>{say.does[request.right]}</p>
    </ActPanel>
  )
}

/** Not a fact of an account: it stands as it is, with a note. */
const NOTE = ''

function Correct({ aCase, close, request }: ActProps & { request: RightToCarryOut }) {
  const [way, setWay] = useState(NOTE)
  const [value, setValue] = useState('')
  const note = useKeptText(textKey(aCase, 'carry-out'))
  const [isAsked, setAsked] = useState(false)
  const act = useCaseAct(api.personalData.carryOutRight, () => {
    note.forget()
    close()
  })
  const text = way === NOTE ? note.text.trim() : value.trim()
  const error = isAsked && text === '' ? say.missing : undefined
  const confirm = () => {
    setAsked(true)
    if (text !== '') act.mutate({ ...named(aCase), ...(way === NOTE ? { note: text } : { fact: way, value: text }) })
  }
  return (
    <ActPanel
      title={actMessages.acts.carryOut}
      confirm={actMessages.confirm.carryOut}
      law={<p>{say.laws.correct}</p>}
      isPending={act.isPending}
      error={act.error}
      onConfirm={confirm}
      onClose={close}
    >
      <p>{say.about(request.holdingTitle ?? say.unknown)}</p>
      {request.facts.length > 0 && (
        <RadioGroup
          id="carry-out-way"
          name="way"
          label={say.way}
          choices={[
            ...request.facts.map((fact) => ({ value: fact, label: say.change(fact) })),
            { value: NOTE, label: say.note },
          ]}
          value={way}
          onChange={(event) => setWay(event.target.value)}
        />
      )}
      {way === NOTE ? (
        <TextArea
          id="carry-out-note"
          label={say.noteText}
          help={say.noteHelp}
          rows={4}
          maxLength={2000}
          value={note.text}
          error={error}
          onChange={(event) => note.setText(event.target.value)}
        />
      ) : (
        <TextField
          id="carry-out-value"
          label={say.value(way)}
          help={way === say.phone ? undefined : say.valueHelp}
          maxLength={200}
          value={value}
          error={error}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
    </ActPanel>
  )
}
