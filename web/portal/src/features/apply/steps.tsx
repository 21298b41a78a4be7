import { Steps } from '@yiwang/ui'
import { applyMessages } from './messages.ts'

const say = applyMessages.steps

interface ApplySection {
  id: string
  title: string
}

export interface ApplyStepsProps {
  /** Absent before the draft exists: nothing can be gone back to. */
  caseId?: string | undefined
  sections: readonly ApplySection[]
  current: string
}

export function ApplySteps({ caseId, sections, current }: ApplyStepsProps) {
  const href = (path: string) => (caseId ? `/drafts/${caseId}/${path}` : undefined)
  const steps = [
    { id: 'begin', label: say.begin },
    ...sections.map(({ id, title }) => ({ id: sectionStep(id), label: title, href: href(`form/${id}`) })),
    { id: 'materials', label: say.materials, href: href('materials') },
    { id: 'review', label: say.review, href: href('review') },
  ]
  return <Steps label={say.label} steps={steps} current={current} />
}

/** A section of a form may itself be called `materials`. */
export function sectionStep(id: string): string {
  return `section-${id}`
}
