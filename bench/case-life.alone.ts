// One part of `million`, by itself and among fewer cases.
import { caseLife } from './history/case-life.ts'
import { measureAlone } from './history/with-history.ts'

await measureAlone(caseLife, 'thousand')
