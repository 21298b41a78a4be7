export interface StopOrder {
  /** Resolves with what ordered the stop. */
  readonly ordered: Promise<string>
  /** Whether it has been ordered already. */
  isOrdered(): boolean
  forget(): void
}

/** A signal, or the end of the process that started us: bin/yiwang.mjs keeps a channel open for as long as it lives. */
export function listenForStop(): StopOrder {
  let order = (_reason: string): void => undefined
  let isOrdered = false
  const ordered = new Promise<string>((resolve) => {
    order = (reason) => {
      isOrdered = true
      resolve(reason)
    }
  })
  const onDisconnect = () => order('bin/yiwang.mjs 已退出')
  // The first signal orders the stop; more of the same (a terminal sends Ctrl-C to every process of the group) change nothing.
  const signals = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => ({
    signal,
    on: () => order(`收到 ${signal}`),
  }))
  for (const { signal, on } of signals) process.on(signal, on)
  process.once('disconnect', onDisconnect)
  return {
    ordered,
    isOrdered: () => isOrdered,
    forget: () => {
      for (const { signal, on } of signals) process.removeListener(signal, on)
      process.removeListener('disconnect', onDisconnect)
    },
  }
}
