export { ClockRibbon, type ClockRibbonProps, ribbonSentence } from './clock-ribbon/clock-ribbon.tsx'
export type { RibbonLevel, RibbonLimit, RibbonStretch } from './clock-ribbon/ribbon-limit.ts'
export { RecordMark, type RecordMarkProps } from './record-mark/record-mark.tsx'
export { recordGap, recordStamp } from './record-mark/record-gap.ts'
