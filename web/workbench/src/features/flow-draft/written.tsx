import { TextField } from '@yiwang/ui'
import { useState } from 'react'

interface WrittenProps {
  id: string
  label: string
  help?: string
  short?: boolean
  value: string
  onWrite(text: string): void
}

/** A line that is written into the file when its field is left: one act of undoing takes back one change. */
export function Written({ id, label, help, short = false, value, onWrite }: WrittenProps) {
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
