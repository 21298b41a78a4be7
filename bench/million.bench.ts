// What the budgets say of a million cases, on one history that is loaded once: the loading itself and whether its record holds, whole
// lives of cases, the list of cases, what is due, the inbox. `YIWANG_BENCH_CASES` makes it smaller, for a trial.
import { caseLife } from './history/case-life.ts'
import { caseList } from './history/case-list.ts'
import { dueSearch } from './history/due-search.ts'
import { measureMillion } from './history/with-history.ts'
import { workQueue } from './history/work-queue.ts'

await measureMillion([caseList, dueSearch, workQueue, caseLife])
