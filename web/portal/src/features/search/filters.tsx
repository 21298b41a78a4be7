import { Anchor, Button, CheckboxGroup, RadioGroup, Select } from '@yiwang/ui'
import { SlidersHorizontal } from 'lucide-react'
import { Form } from 'react-router'
import { searchMessages } from './messages.ts'
import { hasFilters, type ItemSearch, searchHref } from './search-address.ts'
import styles from './search.module.css'

const say = searchMessages.filters

interface SearchFiltersProps {
  search: ItemSearch
  themes: readonly { id: string; title: string; items: number }[]
  organizations: readonly { organizationId: string; name: string; items: number }[]
}

/** A GET form: the address holds every choice, and it works before scripts load. Folded away on a phone. */
export function SearchFilters(props: SearchFiltersProps) {
  const isFiltered = hasFilters(props.search)
  return (
    <details className={styles.filters} open={isFiltered}>
      <summary>
        <SlidersHorizontal aria-hidden="true" size={20} />
        {say.title}
      </summary>
      <FilterForm key={searchHref(props.search)} {...props} />
      {isFiltered && <Anchor href={searchHref({ q: props.search.q, page: 1 })}>{say.clear}</Anchor>}
    </details>
  )
}

function FilterForm({ search, themes, organizations }: SearchFiltersProps) {
  return (
    <Form method="get" action="/search" className={styles.form}>
      {search.q && <input type="hidden" name="q" value={search.q} />}
      <RadioGroup
        label={say.audience}
        id="audience"
        name="audience"
        defaultValue={search.audience ?? ''}
        choices={[
          { value: '', label: say.anyone },
          { value: 'person', label: say.person },
          { value: 'organization', label: say.organization },
        ]}
      />
      <Select
        label={say.organizationName}
        id="organization"
        name="organization"
        placeholder={say.any}
        defaultValue={search.organization}
        choices={organizations.map((one) => ({ value: one.organizationId, label: `${one.name}（${one.items}）` }))}
      />
      <Select
        label={say.theme}
        id="theme"
        name="theme"
        placeholder={say.any}
        defaultValue={search.theme}
        choices={themes
          .filter((one) => one.items > 0)
          .map((one) => ({ value: one.id, label: `${one.title}（${one.items}）` }))}
      />
      <CheckboxGroup
        label={say.online}
        id="online"
        name="online"
        defaultValue={search.online ? ['yes'] : []}
        choices={[{ value: 'yes', label: say.onlineOnly }]}
      />
      <Button type="submit">{say.apply}</Button>
    </Form>
  )
}
