import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './search-box.module.css'

export interface SearchBoxProps {
  action: string
  label: string
  button: string
  name?: string
  placeholder?: string
  defaultValue?: string | undefined
  id?: string
  size?: 'normal' | 'large'
  /** Hidden fields that keep the other choices of the page. */
  children?: ReactNode
}

/** A plain GET form: the address holds the search. */
export function SearchBox(props: SearchBoxProps) {
  const { action, label, button, name = 'q', placeholder, defaultValue, id = 'search', size = 'normal' } = props
  return (
    <form action={action} method="get" role="search" className={styles.box} data-size={size}>
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        type="search"
        id={id}
        name={name}
        placeholder={placeholder}
        defaultValue={defaultValue}
        maxLength={60}
        enterKeyHint="search"
        autoComplete="off"
      />
      {props.children}
      <button type="submit">
        <Search aria-hidden="true" size={20} />
        <span>{button}</span>
      </button>
    </form>
  )
}
