import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { DivisionCode } from './division.ts'

export const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

export const OrganizationKind = Type.Union([
  Type.Literal('department'),
  Type.Literal('service-centre'),
  Type.Literal('government-office'),
  Type.Literal('town'),
])
export type OrganizationKind = Static<typeof OrganizationKind>

/** 部门（实施主体）. Its code is opaque: codes in use fail the check of GB 32100. */
export const OrganizationView = Type.Object({
  id: PublicId,
  code: Type.String(),
  name: Type.String(),
  kind: OrganizationKind,
  division: DivisionCode,
  address: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  isDemo: Type.Boolean(),
})
export type OrganizationView = Static<typeof OrganizationView>

/** 窗口 of a service centre: where people come in person. */
export const WindowView = Type.Object({
  id: PublicId,
  organizationId: PublicId,
  organizationName: Type.String(),
  name: Type.String(),
  hours: Type.String(),
  address: Type.String(),
  phone: Type.Optional(Type.String()),
  traffic: Type.Optional(Type.String()),
  division: DivisionCode,
  isDemo: Type.Boolean(),
})
export type WindowView = Static<typeof WindowView>

export const ListOrganizations = contract({
  name: 'organizations.listOrganizations',
  method: 'GET',
  path: '/api/organizations',
  summary: '列出一个区划（含下级）的部门',
  query: Type.Object({ division: DivisionCode }),
  response: Type.Object({ organizations: Type.Array(OrganizationView) }),
})

export const ListWindows = contract({
  name: 'organizations.listWindows',
  method: 'GET',
  path: '/api/windows',
  summary: '列出一个区划（含下级）的办事窗口',
  query: Type.Object({ division: DivisionCode }),
  response: Type.Object({ windows: Type.Array(WindowView) }),
})
