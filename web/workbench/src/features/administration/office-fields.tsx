import type { OrganizationView, PostRole, WantedPostView } from '@yiwang/server/contract/organizations'
import { useQuery } from '@tanstack/react-query'
import { CheckboxGroup, Select } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useSession } from '../../shared/session.tsx'
import { administrationMessages } from './messages.ts'

const say = administrationMessages.office

export interface Office {
  readonly organizationId: string
  readonly roles: readonly string[]
}

export const noOffice: Office = { organizationId: '', roles: [] }

export function useOrganizations() {
  const division = useSession().jurisdiction ?? ''
  return useQuery({
    queryKey: ['organizations', division],
    queryFn: ({ signal }) => api.organizations.listOrganizations({ division }, { signal }),
    enabled: division !== '',
  })
}

interface OfficeFieldsProps {
  /** Before the ids of the fields: a page has several such forms. */
  form: string
  roles: readonly { role: PostRole; title: string }[]
  value: Office
  onChange(office: Office): void
}

/** 到哪个部门，任什么岗位. */
export function OfficeFields({ form, roles, value, onChange }: OfficeFieldsProps) {
  return (
    <Loaded reading={useOrganizations()} lines={2}>
      {({ organizations }) => (
        <>
          <Select
            id={`${form}-organizationId`}
            name="organizationId"
            label={say.organization}
            required
            value={value.organizationId}
            onChange={({ target }) => onChange({ ...value, organizationId: target.value })}
            choices={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <CheckboxGroup
            id={`${form}-roles`}
            name="roles"
            label={say.roles}
            help={say.rolesHelp}
            inline
            choices={roles.map(({ role, title }) => ({ value: role, label: title }))}
            value={value.roles}
            onChange={({ target: { value: role, checked } }) =>
              onChange({
                ...value,
                roles: checked ? [...value.roles, role] : value.roles.filter((one) => one !== role),
              })
            }
          />
        </>
      )}
    </Loaded>
  )
}

/** Posts of the chosen roles over the whole place of the organization. */
export function wantedPosts(
  office: Office,
  organizations: readonly OrganizationView[],
  roles: readonly { role: PostRole }[],
): WantedPostView[] {
  const organization = organizations.find(({ id }) => id === office.organizationId)
  if (!organization) return []
  const { id: organizationId, division } = organization
  return roles.filter(({ role }) => office.roles.includes(role)).map(({ role }) => ({ role, organizationId, division }))
}
