import { type RibbonLevel, StateTag, type Tone } from '@yiwang/ui'
import { sharedMessages as say } from './messages.ts'

const tones: Readonly<Record<RibbonLevel, Tone>> = {
  red: 'red',
  yellow: 'yellow',
  today: 'yellow',
  soon: 'soon',
  normal: 'ok',
  stopped: 'stopped',
  closed: 'neutral',
}

/** The state of a limit in colour, icon and word. */
export function LevelTag({ level, children }: { level: RibbonLevel; children?: string }) {
  return <StateTag tone={tones[level]}>{children ?? say.levels[level]}</StateTag>
}
