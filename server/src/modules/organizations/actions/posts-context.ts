import type { CalendarDate } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'

/** What an act on posts is given beside the platform's context. */
export interface PostsDeps {
  /** Told in the act's own transaction, so that no request after it is judged by posts that were. */
  readonly postsChanged: (ctx: Context, staffId: string) => Promise<void>
  /** The same for whoever keeps the account of somebody who leaves: it closes, and nothing lets anybody in any more. */
  readonly staffLeft: (ctx: Context, staffId: string) => Promise<void>
  /** Of somebody who joins and was confirmed: half of the code by which they set a password from the first day on, for who confirmed. */
  readonly joinerConfirmed: (ctx: Context, joiner: { staffId: string; firstDay: CalendarDate }) => Promise<string>
  /** What an official keeps that somebody has to take over, by name. */
  readonly keptBy: (ctx: Context, staffId: string) => Promise<string[]>
}

export type PostsContext = Context & PostsDeps
