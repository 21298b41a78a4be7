import { get } from 'node:http'
import type { Agent } from 'node:http'

/** A page or list as a browser asks for it. */
export interface PageRequest {
  readonly agent: Agent
  readonly url: string
  /** Empty: without signing in. */
  readonly cookie: string
}

/** @returns milliseconds until the last byte. @throws when it is not answered with 200 */
export function readPage({ agent, url, cookie }: PageRequest): Promise<number> {
  const began = performance.now()
  return new Promise((done, fail) => {
    get(url, { agent, headers: { accept: 'text/html, application/json', cookie } }, (response) => {
      response.once('error', fail)
      response.once('end', () => {
        if (response.statusCode === 200) done(performance.now() - began)
        else fail(new Error(`${url}: ${response.statusCode}`))
      })
      response.resume()
    }).once('error', fail)
  })
}
