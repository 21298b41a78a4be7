import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { RadioGroup, TextField } from '@yiwang/ui'
import type { ApplicantErrors, ApplicantInput, ApplicantKind } from './applicant-input.ts'
import styles from './counter-intake.module.css'
import { intakeMessages as say } from './messages.ts'

interface ApplicantFieldsProps {
  item: ItemGuide
  applicant: ApplicantInput
  errors: ApplicantErrors
  onChange(applicant: ApplicantInput): void
}

export function ApplicantFields({ item, applicant, errors, onChange }: ApplicantFieldsProps) {
  const { kind } = applicant
  const set = (field: keyof ApplicantInput) => (event: { target: { value: string } }) => {
    const text = event.target.value
    onChange({ ...applicant, [field]: field === 'code' ? text.replace(/\s/g, '').toUpperCase() : text })
  }
  return (
    <div className={styles.fields}>
      {item.audience.length > 1 && (
        <RadioGroup
          id="applicant-kind"
          name="kind"
          inline
          label={say.kind}
          choices={item.audience.map((one) => ({ value: one, label: say.kinds[one] }))}
          value={kind}
          onChange={(event) => onChange({ ...applicant, kind: event.target.value as ApplicantKind })}
        />
      )}
      <TextField
        id="applicant-name"
        label={say.name[kind]}
        width={kind === 'person' ? 'half' : 'full'}
        maxLength={120}
        autoComplete="off"
        value={applicant.name}
        error={errors.name}
        onChange={set('name')}
      />
      <TextField
        id="applicant-code"
        label={say.code[kind]}
        width="half"
        maxLength={24}
        autoComplete="off"
        value={applicant.code}
        error={errors.code}
        onChange={set('code')}
      />
      <TextField
        id="applicant-phone"
        label={say.phone}
        width="short"
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={applicant.phone}
        error={errors.phone}
        onChange={set('phone')}
      />
      {kind === 'organization' && (
        <TextField
          id="applicant-agent"
          label={say.agent}
          optional
          width="half"
          maxLength={60}
          autoComplete="off"
          value={applicant.agentName}
          onChange={set('agentName')}
        />
      )}
    </div>
  )
}
