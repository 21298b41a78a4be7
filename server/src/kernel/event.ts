import type { Static, TObject } from 'typebox'
import { splitPublicId } from './public-id.ts'

/** Which hash chain an event belongs to: one case, one item, one account … */
export interface StreamName {
  readonly jurisdiction: string
  /** `kind:id`, e.g. `case:450721-0190…`. */
  readonly name: string
}

/** A kind of event: named in the past tense, versioned, with a plain-word title for timelines. */
export interface EventDefinition<Body extends TObject = TObject> {
  /** `module/ObjectPastParticiple.vN`. */
  readonly kind: string
  readonly title: string
  readonly body: Body
  readonly stream: (body: Static<Body>) => StreamName
  of(body: Static<Body>): LedgerEvent<Body>
}

/** Something that happened, ready to be recorded. Facts and ids: no rows, no personal data in clear. */
export interface LedgerEvent<Body extends TObject = TObject> {
  readonly definition: EventDefinition<Body>
  readonly body: Static<Body>
}

export function event<Body extends TObject>(
  kind: string,
  body: Body,
  options: { title: string; stream: (body: Static<Body>) => StreamName },
): EventDefinition<Body> {
  const definition: EventDefinition<Body> = {
    kind,
    body,
    ...options,
    of: (value) => ({ definition, body: value }),
  }
  return definition
}

/** The stream of a row that has a public id. */
export function streamOf(kind: string, publicId: string): StreamName {
  return { jurisdiction: splitPublicId(publicId).jurisdiction, name: `${kind}:${publicId}` }
}

/** A stream of the installation as a whole, e.g. configuration. */
export function installationStream(name: string): StreamName {
  return { jurisdiction: '000000', name }
}
