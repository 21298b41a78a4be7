import type { FlowNode } from './graph.ts'

/**
 * A token: its number, and where it is — at an element that waits, or on the edge into a join that is not complete.
 * Inside a sub-process, or as one of several instances, it names the token in which it stands; the body of instances that
 * come one after another holds how many are still to come.
 */
export type Token = readonly [number: number, at: string, scope?: number, left?: number]

/** 令牌：流程走到了哪里。An instance is nothing but this, some thirty bytes of JSON; it has ended when no token is left. */
export interface Tokens {
  /** The highest number given so far. */
  readonly last: number
  readonly at: readonly Token[]
}

export const NO_TOKENS: Tokens = { last: 0, at: [] }

/** 0: the outermost. */
export function scopeOf(token: Token): number {
  return token[2] ?? 0
}

export function childrenOf(tokens: readonly Token[], scope: number): Token[] {
  return tokens.filter((token) => scopeOf(token) === scope)
}

/** The token that stands for all instances of an activity, not for one of them. */
export function isBody(tokens: readonly Token[], token: Token, node: FlowNode): boolean {
  if (!node.multi) return false
  const scope = scopeOf(token)
  return scope === 0 || tokens.find((other) => other[0] === scope)?.[1] !== node.id
}

/** Who waits for a message of this name, the one that has waited longest first. */
export function messageAwaited(
  tokens: Tokens,
  nodes: ReadonlyMap<string, FlowNode>,
  message: string,
): { readonly token: number; readonly element: string } | undefined {
  for (const token of tokens.at.toSorted((a, b) => a[0] - b[0])) {
    const node = nodes.get(token[1])
    if (!node) continue
    if (node.message === message) return { token: token[0], element: node.id }
    if (node.multi && !isBody(tokens.at, token, node)) continue
    const event = node.boundaries.find((one) => one.isInterrupting && one.message === message)
    if (event) return { token: token[0], element: event.id }
  }
  return undefined
}
