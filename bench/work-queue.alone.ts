// One part of `million`, by itself and among fewer cases.
import { workQueue } from './history/work-queue.ts'
import { measureAlone } from './history/with-history.ts'

await measureAlone(workQueue, 'few')
