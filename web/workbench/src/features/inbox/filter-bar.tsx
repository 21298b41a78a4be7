import { X } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { isFiltered, levels, type SearchKind, scopes, searchKinds, steps, withFilter } from './inbox-filters.ts'
import styles from './inbox-page.module.css'
import { inboxMessages as say } from './messages.ts'

interface FilterBarProps {
  params: URLSearchParams
  onChange(params: URLSearchParams): void
}

/** Chips that say what they do; each press changes the address and nothing else. */
export function FilterBar({ params, onChange }: FilterBarProps) {
  const set = (name: string, value: string | undefined) => onChange(withFilter(params, name, value))
  const scope = params.get('scope') ?? 'all'
  return (
    <div className={styles.bar} role="group" aria-label={say.filters}>
      <div className={styles.chips}>
        {scopes.map((one) => (
          <Chip key={one} isOn={scope === one} onPress={() => set('scope', one === 'all' ? undefined : one)}>
            {say.scope[one]}
          </Chip>
        ))}
        <span className={styles.gap} />
        {levels.map((one) => (
          <Chip
            key={one}
            isOn={params.get('level') === one}
            onPress={() => set('level', params.get('level') === one ? undefined : one)}
          >
            {say.levels[one]}
          </Chip>
        ))}
        <select
          className={styles.select}
          aria-label={say.anyStep}
          value={params.get('step') ?? ''}
          onChange={(event) => set('step', event.target.value === '' ? undefined : event.target.value)}
        >
          <option value="">{say.anyStep}</option>
          {steps.map((one) => (
            <option key={one} value={one}>
              {say.steps[one]}
            </option>
          ))}
        </select>
      </div>
      <SearchForm params={params} onChange={onChange} />
    </div>
  )
}

function SearchForm({ params, onChange }: FilterBarProps) {
  const active = searchKinds.find((kind) => params.has(kind))
  const [kind, setKind] = useState<SearchKind>(active ?? 'subjectNo')
  const [text, setText] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const cleared = searchKinds.reduce((next, one) => withFilter(next, one, undefined), params)
    onChange(text.trim() === '' ? cleared : withFilter(cleared, kind, text.trim()))
    setText('')
  }
  return (
    <form className={styles.search} role="search" onSubmit={submit}>
      {searchKinds.map((one) => {
        const value = params.get(one)
        return value === null ? null : (
          <Chip key={one} isOn onPress={() => onChange(withFilter(params, one, undefined))} label={say.drop(value)}>
            {wordsFor(one, value)} <X aria-hidden="true" size={14} />
          </Chip>
        )
      })}
      <select
        className={styles.select}
        aria-label={say.searchKind}
        value={kind}
        onChange={(event) => setKind(searchKinds.find((one) => one === event.target.value) ?? 'subjectNo')}
      >
        {searchKinds.map((one) => (
          <option key={one} value={one}>
            {say.searchKinds[one]}
          </option>
        ))}
      </select>
      <input
        type="search"
        className={styles.input}
        aria-label={say.search}
        placeholder={say.searchPlaceholders[kind]}
        minLength={kind === 'subjectNo' ? 4 : 1}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className={styles.go}>
        {say.searchAct}
      </button>
      {isFiltered(params) && (
        <button type="button" className={styles.clear} onClick={() => onChange(new URLSearchParams())}>
          {say.clear}
        </button>
      )}
    </form>
  )
}

function wordsFor(kind: SearchKind, text: string): string {
  if (kind === 'subjectNo') return say.byNumber(text)
  return kind === 'title' ? say.byTitle(text) : say.byPerson(text)
}

interface ChipProps {
  isOn: boolean
  onPress(): void
  label?: string
  children: React.ReactNode
}

function Chip({ isOn, onPress, label, children }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-pressed={isOn} aria-label={label} onClick={onPress}>
      {children}
    </button>
  )
}
