import { searchMessages as say } from './messages.ts'

export function searchTitle(q: string | undefined): string {
  return q ? say.titleFor(q) : say.title
}
