import type { MetaDescriptor } from 'react-router'
import { sharedMessages as say } from './messages.ts'

type Matches = readonly ({ loaderData?: unknown; id: string } | undefined)[]

/** 「标题 · 灵山县政务服务」 */
export function pageMeta(title: string, matches: Matches, options: { description?: string } = {}) {
  const root = matches.find((match) => match?.id === 'root')?.loaderData
  const division = isRootData(root) ? root.divisionName : ''
  const whole = say.pageTitle(title, say.siteName(division))
  const tags: MetaDescriptor[] = [{ title: whole }]
  if (options.description) tags.push({ name: 'description', content: options.description })
  return tags
}

function isRootData(value: unknown): value is { divisionName: string } {
  return typeof value === 'object' && value !== null && 'divisionName' in value
}
