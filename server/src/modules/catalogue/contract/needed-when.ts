import { Type, type Static } from 'typebox'

/** 情形: a material is needed where a question of the item's form is answered so; of several answers, any of them. */
export const NeededWhen = Type.Object(
  {
    question: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$', title: '看哪个问题' }),
    values: Type.Array(Type.Union([Type.String({ maxLength: 200 }), Type.Boolean()]), {
      minItems: 1,
      maxItems: 50,
      title: '答什么时需要',
    }),
  },
  { additionalProperties: false, title: '什么情形需要' },
)
export type NeededWhen = Static<typeof NeededWhen>

/**
 * Whether these answers make it needed; the same for the guide, the application, the window and the acceptance check.
 * What depends on nothing always is.
 */
export function isNeeded(
  { neededWhen }: { readonly neededWhen?: NeededWhen | undefined },
  answers: Readonly<Record<string, unknown>>,
): boolean {
  if (!neededWhen) return true
  const answer = Object.hasOwn(answers, neededWhen.question) ? answers[neededWhen.question] : undefined
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
  return given.some((one) => neededWhen.values.some((value) => value === one))
}
