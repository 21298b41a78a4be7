import { useRouteLoaderData } from 'react-router'

/** Names of the hidden fields that every form of ours carries. */
export const sealNames = { csrf: '_csrf', key: '_key', version: '_version' } as const

export interface SealsProps {
  /** Key of this one intent: sent twice, it acts once. */
  intentKey: string
  /** The version of the thing that the visitor saw. */
  version?: number | undefined
}

/** Hidden fields, so that a form works, once and safely, before scripts have loaded. */
export function Seals({ intentKey, version }: SealsProps) {
  const token = useCsrfToken()
  return (
    <>
      {token && <input type="hidden" name={sealNames.csrf} value={token} />}
      <input type="hidden" name={sealNames.key} value={intentKey} />
      {version !== undefined && <input type="hidden" name={sealNames.version} value={version} />}
    </>
  )
}

export function useCsrfToken(): string | undefined {
  const root: unknown = useRouteLoaderData('root')
  if (typeof root !== 'object' || root === null || !('csrfToken' in root)) return undefined
  return typeof root.csrfToken === 'string' ? root.csrfToken : undefined
}
