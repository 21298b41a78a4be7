import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

export interface InjectRequest {
  method: string
  url: string
  headers: Record<string, string>
  payload?: string
}

export interface InjectResponse {
  statusCode: number
  headers: Record<string, string | string[] | number | undefined>
  payload: string
}

export interface InjectedTransportOptions {
  /** the server's own way in (`app.inject`): same routes, same permits, no loopback HTTP */
  inject(request: InjectRequest): Promise<InjectResponse>
  /** headers of the visitor's request to pass on: cookie, address, language */
  forward: Readonly<Record<string, string>>
  /** token of the visitor's session, taken from the posted form or from the session itself */
  csrfToken?: string | undefined
  /** sees every answer, so that cookies set on the way reach the visitor */
  onResponse?(response: InjectResponse): void
}

/** For pages that the server renders. */
export function createInjectedTransport(options: InjectedTransportOptions): Transport {
  return {
    async send(request: ApiRequest): Promise<ApiResponse> {
      const response = await options.inject({
        method: request.method,
        url: request.url,
        headers: { ...options.forward, ...request.headers },
        ...(request.body === undefined ? {} : { payload: request.body }),
      })
      options.onResponse?.(response)
      return { status: response.statusCode, header: (name) => headerOf(response, name), text: response.payload }
    },
    csrfToken: () => Promise.resolve(options.csrfToken),
  }
}

function headerOf(response: InjectResponse, name: string): string | undefined {
  const value = response.headers[name.toLowerCase()]
  if (value === undefined) return undefined
  return Array.isArray(value) ? value[0] : String(value)
}
