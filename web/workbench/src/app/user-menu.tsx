import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '@yiwang/server/contract/identity'
import { Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../shared/api.ts'
import styles from './frame.module.css'
import { frameMessages as say } from './messages.ts'

export function UserMenu({ session, children }: { session: SessionView; children: ReactNode }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => api.identity.signOut(),
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
