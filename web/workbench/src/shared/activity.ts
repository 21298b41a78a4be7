let lastAct = Date.now()

for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) {
  document.addEventListener(
    kind,
    () => {
      lastAct = Date.now()
    },
    { passive: true, capture: true },
  )
}

const idleAfterMs = 5 * 60_000

/** For refreshing by itself: a page that nobody uses must not keep its session alive. */
export function whileActive(everyMs: number): () => number | false {
  return () => (document.visibilityState === 'visible' && Date.now() - lastAct < idleAfterMs ? everyMs : false)
}
