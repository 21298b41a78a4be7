import { Socket } from 'node:net'

/**
 * A connection that keeps what is written to it until the running code waits for something, and hands it to the system in one
 * call. Statements that follow on each other's heels cost one call and wake PostgreSQL once, where each cost one
 * (measured: the calls were 45 % of a writing server's processor time).
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  override cork(): void {
    this.#gather()
    super.cork()
  }

  #gather(): void {
    if (this.#isGathering) return
    this.#isGathering = true
    super.cork()
    process.nextTick(() => {
      this.#isGathering = false
      this.uncork()
    })
  }
}
