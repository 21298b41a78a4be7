/** What the ribbon needs to know of a limit; the server's `LimitView` has this shape and more. */
export interface RibbonLimit {
  kind: string
  title: string
  startOn: string
  dueOn?: string | undefined
  provisional: boolean
  elapsedWorkdays: number
  remainingWorkdays: number
  overdueWorkdays: number
  level: RibbonLevel
  stoppedBecause?: string | undefined
  /** Of a limit that has ended. */
  isOnTime?: boolean | undefined
  explanation: string
  strip: readonly RibbonStretch[]
}

export type RibbonLevel = 'normal' | 'soon' | 'today' | 'yellow' | 'red' | 'stopped' | 'closed'

/** A run of days, first and last included. */
export interface RibbonStretch {
  from: string
  to: string
  kind: 'counted' | 'rest' | 'stopped' | 'left'
  label?: string | undefined
}
