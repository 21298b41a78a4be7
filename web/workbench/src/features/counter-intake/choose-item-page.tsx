import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { EmptyState, StateTag } from '@yiwang/ui'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { useSession } from '../../shared/session.tsx'
import styles from './counter-intake.module.css'
import { intakeMessages as say } from './messages.ts'

/** 收件 at a window begins with the item that the person came for. */
export function ChooseItemPage() {
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? ''
  const session = useSession()
  const division = session.posts[0]?.division ?? session.jurisdiction ?? ''
  const reading = useQuery({
    queryKey: ['items', 'choose', division, q],
    queryFn: ({ signal }) =>
      api.catalogue.searchItems({ division, pageSize: 30, ...(q === '' ? {} : { q }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.text}>{say.text}</p>
      <SearchForm
        key={q}
        label={say.search}
        placeholder={say.searchPlaceholder}
        button={say.find}
        text={q}
        onFind={(text) => setParams(text === '' ? {} : { q: text })}
      />
      <Loaded reading={reading}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={say.empty}>
              <p>{say.emptyText}</p>
            </EmptyState>
          ) : (
            <>
              <p className={styles.text}>{say.total(total)}</p>
              <ul className={styles.items}>
                {items.map((item) => (
                  <li key={item.id}>
                    {item.state === 'published' ? (
                      <Link to={`/intake/${item.id}`} aria-label={say.choose(item.name)}>
                        {item.name}
                      </Link>
                    ) : (
                      <span>
                        {item.name} <StateTag tone="ended">{say.notOpen}</StateTag>
                      </span>
                    )}
                    <span className={styles.text}>
                      {item.organizationName} · {item.instant ? say.instant : say.limit(item.promisedLimit.value)}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </div>
  )
}
