// One part of `million`, by itself and among fewer cases.
import { dueSearch } from './history/due-search.ts'
import { measureAlone } from './history/with-history.ts'

await measureAlone(dueSearch, 'few')
