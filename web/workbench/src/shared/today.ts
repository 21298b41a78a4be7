import { dayOf } from './dates.ts'

/** The calendar day in Asia/Shanghai by the server's clock: the official's machine may be wrong. */
export function useToday(): string {
  return dayOf(new Date(Date.now() + aheadMs))
}

/** How far the server's clock was ahead of this machine's when the page was sent. */
const aheadMs = serverAhead()

function serverAhead(): number {
  const said = document.querySelector<HTMLMetaElement>('meta[name="server-now"]')?.content ?? ''
  const ahead = Date.parse(said) - Date.now()
  return Number.isFinite(ahead) ? ahead : 0
}
