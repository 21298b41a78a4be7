import type { ClientView } from '@yiwang/server/contract/sign-on'
import type { Tone } from '@yiwang/ui'

const TONES: Readonly<Record<ClientView['state'], Tone>> = {
  requested: 'soon',
  approved: 'ok',
  refused: 'ended',
  suspended: 'stopped',
}

export function toneOf(state: ClientView['state']): Tone {
  return TONES[state]
}
