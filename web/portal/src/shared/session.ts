import type { SessionView } from '@yiwang/server/contract/identity'
import type { PortalRequest } from './portal-request.ts'

const asked = new WeakMap<PortalRequest, Promise<SessionView>>()

/** Asked once a page, however many parts of it want to know. */
export function findSession(portal: PortalRequest): Promise<SessionView> {
  const known = asked.get(portal)
  if (known) return known
  const session = portal.api.identity.getSession()
  asked.set(portal, session)
  return session
}
