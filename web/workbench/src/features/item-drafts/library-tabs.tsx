import { LinkTabs } from '@yiwang/ui'
import { usePermit } from '../../shared/session.tsx'
import { layerMessages } from './layer-messages.ts'
import { draftsMessages as say } from './messages.ts'

/** 事项, 草稿 and 基本目录 are lists of one library; 导入 is for whoever may bring items in. */
export function LibraryTabs({
  selected,
}: {
  selected: 'items' | 'drafts' | 'base' | 'simplification' | 'coverage' | 'types' | 'import'
}) {
  const canDraft = usePermit('catalogue.draft')
  const canManage = usePermit('catalogue.manage')
  return (
    <LinkTabs
      label={say.tabs}
      tabs={[
        { id: 'items', label: say.library, href: '/items' },
        { id: 'drafts', label: say.drafts, href: '/items/drafts' },
        { id: 'base', label: layerMessages.tab, href: '/items/base' },
        { id: 'simplification', label: say.simplification, href: '/items/simplification' },
        { id: 'coverage', label: say.coverage, href: '/items/coverage' },
        { id: 'types', label: say.types, href: '/items/types' },
        ...(canDraft || canManage ? [{ id: 'import', label: say.imports, href: '/items/import' }] : []),
      ]}
      selected={selected}
    />
  )
}
