// One part of `million`, by itself and among fewer cases.
import { caseList } from './history/case-list.ts'
import { measureAlone } from './history/with-history.ts'

await measureAlone(caseList, 'few')
