import { LinkTabs } from '@yiwang/ui'
import { draftsMessages as say } from './messages.ts'

/** 事项 and 草稿 are two lists of one library. */
export function LibraryTabs({ selected }: { selected: 'items' | 'drafts' | 'simplification' }) {
  return (
    <LinkTabs
      label={say.tabs}
      tabs={[
        { id: 'items', label: say.library, href: '/items' },
        { id: 'drafts', label: say.drafts, href: '/items/drafts' },
        { id: 'simplification', label: say.simplification, href: '/items/simplification' },
      ]}
      selected={selected}
    />
  )
}
