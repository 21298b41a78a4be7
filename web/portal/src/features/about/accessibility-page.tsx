import type { MetaArgs } from 'react-router'
import { pageMeta } from '../../shared/page-meta.ts'
import { aboutMessages } from './messages.ts'
import { Statement } from './statement.tsx'

export function meta({ matches }: MetaArgs) {
  return pageMeta(aboutMessages.accessibility.title, matches, { description: aboutMessages.accessibility.intro })
}

export default function AccessibilityPage() {
  return <Statement text={aboutMessages.accessibility} />
}
