import type { FieldProps } from './field-shape.ts'
import { idOf, pointerOf } from './field-shape.ts'
import { draftsMessages as say } from './messages.ts'

/** Label, help and what is wrong, as every control takes them. */
export function frameOf({ shape, path, isOptional, findings }: Omit<FieldProps, 'value' | 'onChange'>) {
  const here = findings.filter((one) => one.path === pointerOf(path))
  const error = here.find(({ level }) => level === 'error')?.message
  const warning = here.find(({ level }) => level === 'warning')?.message
  return {
    id: idOf(path),
    label: shape.title ?? String(path.at(-1)),
    optional: isOptional,
    ...(error !== undefined && { error }),
    ...(warning !== undefined && { help: `${say.warning}：${warning}` }),
  }
}
