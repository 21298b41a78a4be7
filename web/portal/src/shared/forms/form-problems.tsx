import { ErrorSummary, type ErrorSummaryProps } from '@yiwang/ui'
import { sharedMessages } from '../messages.ts'

/** The summary of what is wrong; the page's title says it first, for a screen reader reads the title first. */
export function FormProblems({ page, title, problems }: ErrorSummaryProps & { page: string }) {
  if (problems.length === 0) return null
  return (
    <>
      <title>{sharedMessages.errorTitle(page)}</title>
      <ErrorSummary title={title} problems={problems} />
    </>
  )
}
