import { route } from '../../../platform/http/index.ts'
import { ListAuditKinds, NamePerson, SearchEntries } from '../contract/index.ts'
import { listKinds } from '../queries/list-kinds.ts'
import { namePerson } from '../queries/named-person.ts'
import { searchEntries } from '../queries/search-entries.ts'

export const auditorRoutes = [
  route(SearchEntries, { permit: 'audit.search', records: true, run: searchEntries }),
  route(ListAuditKinds, { permit: 'audit.search', run: listKinds }),
  route(NamePerson, {
    permit: 'audit.search',
    isRepeatable: true,
    perMinute: 30,
    run: (ctx, input) => Promise.resolve(namePerson(ctx, input)),
  }),
]
