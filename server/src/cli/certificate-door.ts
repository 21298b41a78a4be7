import type { Server } from 'node:http'
import type { App } from '../app.ts'
import { createCertificateDoor } from '../platform/http/index.ts'
import type { TlsMaterial } from '../platform/http/index.ts'

/** Where browsers show certificates of theirs, by the program's own TLS; it ends with the server. */
export function doorOf({ server, modules }: App, material: TlsMaterial): Server {
  const identity = modules.identity.api
  const door = createCertificateDoor({
    material,
    authorities: identity.tlsAuthorities,
    answer: (visit) => identity.showCertificate(visit),
    onFault: (error) => server.log.error({ err: error }, 'a certificate that was shown could not be judged'),
    onRenewed: ({ validTo }) => server.log.warn({ validTo }, 'the TLS files changed: the new one serves at the door'),
    onTrouble: (error) => server.log.error({ err: error }, 'the TLS files changed and cannot be used at the door'),
  })
  server.server.once('close', () => door.close())
  return door
}
