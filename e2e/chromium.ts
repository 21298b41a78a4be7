/** Debian's browser without windows: the same pages in three quarters of the processor time of the whole browser (2 min 39 s against 3 min 33 s for sixteen journeys on two cores). */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

/** The browser that the journeys use; `CHROMIUM_PATH` names another one. */
export function chromiumPath(): string {
  return process.env['CHROMIUM_PATH'] ?? HEADLESS_SHELL
}
