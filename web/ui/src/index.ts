export { Anchor, type AnchorProps, AnchorProvider } from './anchor/anchor.tsx'
export { Breadcrumbs, type Crumb } from './breadcrumbs/breadcrumbs.tsx'
export {
  Button,
  type ButtonLook,
  type ButtonProps,
  buttonClass,
  LinkButton,
  type LinkButtonProps,
} from './button/button.tsx'
export { Card, type CardProps } from './card/card.tsx'
export { ClockRibbon, type ClockRibbonProps, ribbonSentence } from './clock-ribbon/clock-ribbon.tsx'
export type { RibbonLevel, RibbonLimit, RibbonStretch } from './clock-ribbon/ribbon-limit.ts'
export { Dialog, type DialogProps } from './dialog/dialog.tsx'
export { Disclosure, type DisclosureProps } from './disclosure/disclosure.tsx'
export { EmptyState, type EmptyStateProps } from './empty-state/empty-state.tsx'
export { ErrorSummary, type ErrorSummaryProps, type FieldProblem } from './error-summary/error-summary.tsx'
export { type Fact, Facts } from './facts/facts.tsx'
export { CheckboxGroup, type CheckboxGroupProps, RadioGroup, type RadioGroupProps } from './field/choice-group.tsx'
export {
  type Choice,
  DateField,
  describedBy,
  Field,
  type FieldFrameProps,
  Hints,
  Select,
  type SelectProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from './field/field.tsx'
export { FileDrop, type FileDropProps, type FileEntry } from './file-drop/file-drop.tsx'
export { fileSize } from './file-drop/file-size.ts'
export { FloorPlan, type FloorPlanProps, type PlanBlock, type PlanFloor } from './floor-plan/floor-plan.tsx'
export { joinClasses } from './join-classes.ts'
export { LiveRegionProvider, useSay } from './live-region/live-region.tsx'
export { LongNumber } from './long-number/long-number.tsx'
export { NoticePanel, type NoticePanelProps } from './notice-panel/notice-panel.tsx'
export { Pagination, type PaginationProps } from './pagination/pagination.tsx'
export { recordGap, recordStamp } from './record-mark/record-gap.ts'
export { RecordMark, type RecordMarkProps } from './record-mark/record-mark.tsx'
export { SearchBox, type SearchBoxProps } from './search-box/search-box.tsx'
export { Skeleton } from './skeleton/skeleton.tsx'
export { type Step, Steps, type StepsProps } from './steps/steps.tsx'
export { type Column, Table, type TableProps } from './table/table.tsx'
export { type LinkTab, LinkTabs } from './tabs/link-tabs.tsx'
export { type TabEntry, Tabs, type TabsProps } from './tabs/tabs.tsx'
export { StateTag, Tag, type Tone } from './tag/tag.tsx'
export { Timeline, type TimelineEntry, type TimelineProps } from './timeline/timeline.tsx'
