import { TextField } from '@yiwang/ui'
import { useState } from 'react'

interface WrittenProps {
  id: string
  label: string
  help?: string
  error?: string
  short?: boolean
  value: string
  onWrite(text: string): void
}

/** A line that is written when its field is left, or Enter is pressed: one change, not one for each letter. */
export function Written({ id, label, help, error, short = false, value, onWrite }: WrittenProps) {
  const [text, setText] = useState<string>()
  const write = () => {
    if (text !== undefined && text.trim() !== value) onWrite(text.trim())
    setText(undefined)
  }
  return (
    <TextField
      id={id}
      label={label}
      {...(help !== undefined && { help })}
      {...(error !== undefined && { error })}
      {...(short && { width: 'short' as const })}
      maxLength={1000}
      value={text ?? value}
      onChange={(event) => setText(event.target.value)}
      onBlur={write}
      onKeyDown={(event) => {
        if (event.key === 'Enter') write()
      }}
    />
  )
}
