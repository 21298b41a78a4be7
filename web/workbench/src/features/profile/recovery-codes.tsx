import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, NoticePanel } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './factors.module.css'
import { profileMessages } from './messages.ts'

const say = profileMessages.factors

/** 恢复码: for the day the device is lost. Shown once; the page keeps them only while it is open. */
export function RecoveryCodes({ left }: { left: number }) {
  const queries = useQueryClient()
  const renew = useMutation({
    mutationFn: () => api.identity.renewRecoveryCodes(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['my', 'factors'] }),
  })
  return (
    <section className={styles.parts} aria-label={say.recovery}>
      <h3>{say.recovery}</h3>
      <p>{say.recoveryText(left)}</p>
      <Refusal error={renew.error} />
      {renew.data && (
        <NoticePanel tone="soon" title={say.recoveryOnce}>
          <ul className={styles.codes}>
            {renew.data.codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </NoticePanel>
      )}
      <div className={styles.acts}>
        <Button busy={renew.isPending} onClick={() => renew.mutate()}>
          {left === 0 ? say.makeRecovery : say.renewRecovery}
        </Button>
      </div>
    </section>
  )
}
