import { LinkButton } from '@yiwang/ui'
import { FileDown } from 'lucide-react'
import { sharedMessages as say } from './messages.ts'
import { usePermit } from './session.tsx'

interface ExportLinkProps {
  /** As the server names it: `module.list`. */
  list: string
  title: string
  params: URLSearchParams
  /** Which words of the address narrow the list down; pages and views do not. */
  conditions: readonly string[]
}

/** From a list as it is filtered to asking for its export. */
export function ExportLink({ list, title, params, conditions }: ExportLinkProps) {
  const canAsk = usePermit('exports.ask')
  if (!canAsk) return null
  const given = conditions.flatMap((name) => {
    const value = params.get(name)?.trim()
    return value ? [[name, value] as [string, string]] : []
  })
  return (
    <LinkButton
      href={`/exports/new?${new URLSearchParams([['list', list], ...given])}`}
      icon={<FileDown aria-hidden="true" size={18} />}
      aria-label={say.exportOf(title)}
      data-print="no"
    >
      {say.export}
    </LinkButton>
  )
}
