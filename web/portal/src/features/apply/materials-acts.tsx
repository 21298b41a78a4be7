import { Button } from '@yiwang/ui'
import { Form, useNavigation } from 'react-router'
import formStyles from '../../shared/forms/form.module.css'
import { Seals } from '../../shared/forms/seals.tsx'
import { applyMessages } from './messages.ts'

export function MaterialsActs({ intentKey }: { intentKey: string }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.acts}>
      <Seals intentKey={intentKey} />
      <Button type="submit" name="_go" value="next" look="main" busy={isBusy}>
        {applyMessages.materials.next}
      </Button>
      <Button type="submit" name="_go" value="back">
        {applyMessages.form.back}
      </Button>
    </Form>
  )
}
