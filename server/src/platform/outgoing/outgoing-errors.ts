/** The address is one that must not be called; nothing was sent. */
export class OutgoingRefused extends Error {
  override readonly name = 'OutgoingRefused'
}

/** It was called and did not answer, not in time, or with more than was asked for. */
export class OutgoingFailed extends Error {
  override readonly name = 'OutgoingFailed'
}
