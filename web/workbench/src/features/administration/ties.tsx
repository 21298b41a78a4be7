import type { StaffTiesView } from '@yiwang/server/contract/organizations'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { administrationMessages } from './messages.ts'
import { administrationKey } from './use-deed.ts'

const say = administrationMessages.ties

export function useTies(staffId: string) {
  return useQuery({
    queryKey: [...administrationKey, 'ties', staffId],
    queryFn: ({ signal }) => api.organizations.getStaffTies({ staffId }, { signal }),
    enabled: staffId !== '',
  })
}

/** 后果: what ends and what has to be handed on, before somebody says yes. Posts that are named end; all do unless some are. */
export function Ties({ staffId, posts }: { staffId: string; posts?: readonly string[] }) {
  return (
    <Loaded reading={useTies(staffId)} lines={2}>
      {(ties) => (
        <ul className={styles.ties} aria-label={say.title}>
          {sentencesOf(ties, posts).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}

function sentencesOf({ posts, letters, substitutions, kept }: StaffTiesView, ending?: readonly string[]): string[] {
  const ended = ending ?? posts.map(({ roleTitle, organizationName }) => say.post(roleTitle, organizationName))
  return [
    ended.length === 0 ? say.noPosts : say.posts(ended.join('、')),
    ...(ending === undefined ? [say.account] : []),
    say.tasks,
    ...letters.map(({ docNo, grantorName }) => say.letter(docNo, grantorName)),
    ...substitutions.map(({ otherName, startsOn, endsOn }) => say.substitution(otherName, startsOn, endsOn)),
    ...(kept.length === 0 ? [] : [say.kept(kept.join('、'))]),
  ]
}
