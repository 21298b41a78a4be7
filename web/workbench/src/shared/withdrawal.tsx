import type { QueryKey } from '@tanstack/react-query'
import { Button } from '@yiwang/ui'
import frame from './page-frame.module.css'
import { Refusal } from './page-states.tsx'
import { useAct } from './use-act.ts'

interface WithdrawalProps {
  readonly label: string
  /** What is said when it is done. */
  readonly told: string
  readonly touched: readonly QueryKey[]
  onWithdraw(): Promise<unknown>
}

/** 撤回: whoever put something forward takes it back in one press; why that is refused stands above the button. */
export function Withdrawal({ label, told, touched, onWithdraw }: WithdrawalProps) {
  const act = useAct(onWithdraw, { words: told, touched })
  return (
    <div className={frame.stack}>
      <Refusal error={act.error} />
      <div>
        <Button busy={act.isPending} onClick={() => act.mutate()}>
          {label}
        </Button>
      </div>
    </div>
  )
}
