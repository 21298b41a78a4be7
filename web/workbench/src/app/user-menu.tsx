import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '@yiwang/server/contract/identity'
import { Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../shared/api.ts'
import { heldTheme } from '../shared/theme.ts'
import styles from './frame.module.css'
import { frameMessages as say } from './messages.ts'

export function UserMenu({ session, children }: { session: SessionView; children: ReactNode }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: async () => {
      // The answer has the browser forget what pages keep; how the desk looks is nobody's secret.
      const restore = heldTheme()
      await api.identity.signOut()
      restore()
    },
    onSuccess: () => {
      queries.clear()
      globalThis.location.assign('/desk')
    },
  })
  const items: MenuProps['items'] = [
    ...session.posts.map((post) => ({
      key: `${post.role} ${post.organizationId} ${post.division}`,
      label: `${post.roleTitle} · ${post.organizationName}`,
      disabled: true,
    })),
    { type: 'divider' },
    { key: 'profile', label: say.pages.profile, onClick: () => void navigate('/profile') },
    { key: 'sign-out', label: say.signOut, onClick: () => signOut.mutate() },
  ]
  return (
    <Dropdown
      menu={{ items }}
      trigger={['click']}
      getPopupContainer={(button) => button.parentElement ?? document.body}
    >
      <button type="button" className={styles.user}>
        {children}
      </button>
    </Dropdown>
  )
}
