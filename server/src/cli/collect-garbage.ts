import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * One full collection, for the moment when starting is over: what loading a thousand files left behind is twice what the
 * server holds on to, and a server that nobody asks anything gives V8 no occasion to collect it. Node offers no call for it
 * without a flag on the command line; the flag is taken back at once.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  collect()
}
