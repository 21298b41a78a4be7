import { Anchor } from '@yiwang/ui'
import type { MetaArgs } from 'react-router'
import { pageMeta } from '../../shared/page-meta.ts'
import { aboutMessages } from './messages.ts'
import { Statement } from './statement.tsx'

export function meta({ matches }: MetaArgs) {
  return pageMeta(aboutMessages.records.title, matches, { description: aboutMessages.records.intro })
}

export default function RecordsPage() {
  return (
    <Statement text={aboutMessages.records}>
      <p>
        <Anchor href="/receipts/verify">{aboutMessages.verifyReceipt}</Anchor>
      </p>
    </Statement>
  )
}
