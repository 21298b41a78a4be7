import type { Context } from '../../../platform/act/index.ts'

/** What an act on posts is given beside the platform's context. */
export interface PostsDeps {
  /** Told in the act's own transaction, so that no request after it is judged by posts that were. */
  readonly postsChanged: (ctx: Context, staffId: string) => Promise<void>
}

export type PostsContext = Context & PostsDeps
