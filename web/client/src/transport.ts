/** One request as the server's HTTP interface wants it, without a word about how it travels. */
export interface ApiRequest {
  method: string
  /** path with its query, beginning with a slash */
  url: string
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface ApiResponse {
  status: number
  header(name: string): string | undefined
  text: string
}

/** How a request reaches the server: `fetch` in a browser, `app.inject` while a page is rendered on the server. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiResponse>
  /** the token that proves that a write comes from our own page; undefined when nobody is signed in */
  csrfToken(fresh: boolean): Promise<string | undefined>
  /** asks whoever sits there to prove once more who they are; false when they would rather not */
  proveAgain?(): Promise<boolean>
}
