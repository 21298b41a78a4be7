import { Button } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import styles from './search-form.module.css'

interface SearchFormProps {
  label: string
  /** Where a page has several: what this one looks through. */
  name?: string
  placeholder: string
  button: string
  text: string
  onFind(text: string): void
}

/** One field and its button; what is found the address says. */
export function SearchForm({ label, name, placeholder, button, text, onFind }: SearchFormProps) {
  const [words, setWords] = useState(text)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onFind(words.trim())
  }
  return (
    <form className={styles.form} role="search" aria-label={name} onSubmit={submit}>
      <input
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit">{button}</Button>
    </form>
  )
}
