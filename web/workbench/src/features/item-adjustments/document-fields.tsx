import { DateField, TextField } from '@yiwang/ui'
import { adjustmentMessages as say } from './messages.ts'

export interface TypedDocument {
  readonly no: string
  readonly title: string
  readonly issuedOn: string
}

export const NO_DOCUMENT: TypedDocument = { no: '', title: '', issuedOn: '' }

export function isWhole({ no, title, issuedOn }: TypedDocument): boolean {
  return no.trim().length >= 2 && title.trim().length >= 2 && issuedOn !== ''
}

export function tidy({ no, title, issuedOn }: TypedDocument): TypedDocument {
  return { no: no.trim(), title: title.trim(), issuedOn }
}

interface DocumentFieldsProps {
  id: string
  document: TypedDocument
  isAsked: boolean
  onChange(document: TypedDocument): void
}

/** 依据文件: number, name and date. */
export function DocumentFields({ id, document, isAsked, onChange }: DocumentFieldsProps) {
  const set = (field: keyof TypedDocument) => (event: { target: { value: string } }) =>
    onChange({ ...document, [field]: event.target.value })
  const wrong = (field: keyof TypedDocument, least = 2) =>
    isAsked && document[field].trim().length < least ? say.must : undefined
  return (
    <>
      <TextField
        id={`${id}-title`}
        label={say.documentTitle}
        maxLength={300}
        value={document.title}
        error={wrong('title')}
        onChange={set('title')}
      />
      <TextField
        id={`${id}-no`}
        label={say.documentNo}
        help={say.documentNoHelp}
        width="half"
        maxLength={100}
        value={document.no}
        error={wrong('no')}
        onChange={set('no')}
      />
      <DateField
        id={`${id}-on`}
        label={say.documentOn}
        value={document.issuedOn}
        error={wrong('issuedOn', 1)}
        onChange={set('issuedOn')}
      />
    </>
  )
}
