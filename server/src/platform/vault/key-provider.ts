/** Holds the master key, and wraps data keys under it. What it wraps lies in the database. */
export interface KeyProvider {
  /** Names the master key, so that a wrong one is noticed; nothing of the key follows from it. */
  readonly master: string
  /** @param context goes along and has to be the same to unwrap: a wrapped key cannot be put in another's place */
  wrap(key: Buffer, context: string): Promise<Buffer>
  /** @throws when it was altered, or is not of this place */
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>
  close(): Promise<void>
}
