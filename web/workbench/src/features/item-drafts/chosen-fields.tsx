import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePowerTitle } from '../../shared/power-types.ts'
import { FormDesigner } from './form/form-designer.tsx'
import { DocumentsField } from './documents-field.tsx'
import { ManyOf } from './field-editor.tsx'
import { frameOf } from './field-frame.ts'
import type { FieldProps } from './field-shape.ts'
import { idOf } from './field-shape.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** What is chosen from what there is, rather than typed: flow, form, documents, type of licence, themes, type of power. */
export function ChosenField(props: FieldProps) {
  const reading = useQuery({
    queryKey: ['item-draft-choices'],
    queryFn: ({ signal }) => api.catalogue.getDraftChoices({}, { signal }),
    staleTime: 60_000,
  })
  return (
    <Loaded reading={reading} lines={2}>
      {(choices) => <WithChoices {...props} choices={choices} />}
    </Loaded>
  )
}

type Choices = Awaited<ReturnType<typeof api.catalogue.getDraftChoices>>
type Chosen = FieldProps & { choices: Choices }

function WithChoices(props: Chosen) {
  switch (props.path[0]) {
    case 'powerType':
      return <TypeField {...props} />
    case 'themes': {
      const themes = props.choices.themes.map(({ id, title }) => ({ const: id, title }))
      return <ManyOf {...props} choices={themes} chosen={Array.isArray(props.value) ? props.value.map(String) : []} />
    }
    case 'flow':
      return <FlowField {...props} />
    case 'documents':
      return <DocumentsField {...props} templates={props.choices.templates} />
    case 'form':
      return <FormField {...props} />
    default:
      return <LicenceField {...props} />
  }
}

/** A type that was chosen before it was retired stays a choice, so that it is seen what the item is. */
function TypeField(props: Chosen) {
  const titleOf = usePowerTitle()
  const value = typeof props.value === 'string' ? props.value : ''
  const { powerTypes } = props.choices
  const isOffered = value === '' || powerTypes.some(({ key }) => key === value)
  const offered = isOffered ? powerTypes : [...powerTypes, { key: value, title: titleOf(value) }]
  return (
    <Select
      {...frameOf(props)}
      choices={offered.map(({ key, title }) => ({ value: key, label: title }))}
      value={value}
      onChange={({ target }) => props.onChange(target.value === '' ? undefined : target.value)}
    />
  )
}

function FlowField(props: Chosen) {
  const { definitionId = '', version = 0 } = (props.value ?? {}) as { definitionId?: string; version?: number }
  const key = (of: { definitionId: string; version: number }) => `${of.definitionId} ${of.version}`
  const { flows } = props.choices
  const chosen = { definitionId, version }
  // An older version that the item runs on stays a choice.
  const offered =
    definitionId === '' || flows.some((one) => key(one) === key(chosen))
      ? flows
      : [...flows, { ...chosen, name: flows.find((one) => one.definitionId === definitionId)?.name ?? definitionId }]
  return (
    <Select
      {...frameOf(props)}
      label={say.flow}
      help={say.flowHelp}
      choices={offered.map((one) => ({ value: key(one), label: say.flowChoice(one.name, one.version) }))}
      value={definitionId === '' ? '' : key(chosen)}
      onChange={({ target }) => {
        const flow = offered.find((one) => key(one) === target.value)
        props.onChange(flow ? { definitionId: flow.definitionId, version: flow.version } : {})
      }}
    />
  )
}

/** 申请表单: designed here, or begun from another item’s. */
function FormField(props: Chosen) {
  return (
    <fieldset className={styles.group} id={idOf(props.path)} tabIndex={-1}>
      <legend>{say.form}</legend>
      <Wrong {...props} />
      <FormDesigner {...props} />
      <TakeFrom {...props} label={say.formSource} act={say.formTake} onTake={(source) => props.onChange(source.form)} />
    </fieldset>
  )
}

function LicenceField(props: Chosen) {
  const type = props.value as { name?: string; code?: string } | undefined
  const [isMissing, setMissing] = useState(false)
  return (
    <fieldset className={styles.group} id={idOf(props.path)} tabIndex={-1}>
      <legend>{say.licenceType}</legend>
      <Wrong {...props} />
      <p>{type?.name === undefined ? say.licenceNone : `${type.name} ${type.code ?? ''}`}</p>
      {isMissing && <p className={styles.wrong}>{say.licenceMissing}</p>}
      <TakeFrom
        {...props}
        label={say.licenceSource}
        act={say.licenceTake}
        onTake={({ licenceType }) => {
          setMissing(licenceType === undefined)
          if (licenceType) props.onChange(licenceType)
        }}
      />
      {type?.name !== undefined && (
        <div>
          <Button look="quiet" onClick={() => props.onChange(undefined)}>
            {say.licenceDrop}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

function Wrong(props: Chosen) {
  const { error, help } = frameOf(props)
  if (error !== undefined) return <p className={styles.wrong}>{error}</p>
  return help === undefined ? null : <p className={styles.soft}>{help}</p>
}

type Source = Awaited<ReturnType<typeof api.catalogue.getFormSource>>

function TakeFrom(props: Chosen & { label: string; act: string; onTake(source: Source): void }) {
  const { choices, path, label, act, onTake } = props
  const [itemId, setItemId] = useState('')
  const taking = useMutation({ mutationFn: () => api.catalogue.getFormSource({ itemId }), onSuccess: onTake })
  return (
    <div className={styles.line}>
      <Select
        id={`${idOf(path)}-source`}
        label={label}
        choices={choices.forms.map((one) => ({
          value: one.itemId,
          label: say.formChoice(one.name, one.questions),
        }))}
        value={itemId}
        onChange={(event) => setItemId(event.target.value)}
      />
      <Button disabled={itemId === ''} busy={taking.isPending} onClick={() => taking.mutate()}>
        {act}
      </Button>
      <Refusal error={taking.error} />
    </div>
  )
}
