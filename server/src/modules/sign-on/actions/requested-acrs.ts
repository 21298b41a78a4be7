/** By `acr_values`, as the library keeps them among the claims that are asked for. */
export function requestedAcrs(claims: unknown): unknown[] {
  const acr = (claims as { id_token?: { acr?: { value?: unknown; values?: unknown } | null } } | undefined)?.id_token
    ?.acr
  return [...(acr?.value === undefined ? [] : [acr.value]), ...(Array.isArray(acr?.values) ? acr.values : [])]
}
