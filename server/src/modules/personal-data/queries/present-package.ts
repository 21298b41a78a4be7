import type { PackageView } from '../contract/index.ts'
import type { Package } from '../domain/package.ts'

export function presentPackage({ id, state, askedAt, done, total, made }: Package): PackageView {
  return {
    id,
    state: state === 'ready' ? 'ready' : 'making',
    askedAt: askedAt.toISOString(),
    done,
    ...(total !== undefined && { total }),
    ...(made && { bytes: made.bytes, sha256: made.sha256, expiresAt: made.expiresAt.toISOString() }),
  }
}
