import type { RenderAnswer, RenderRequest } from './render-sheet.ts'
import { createTypesetter } from './typeset.ts'

const typesetter = createTypesetter()

process.on('message', ({ id, as, sheet }: RenderRequest) => {
  void typesetter[as](sheet).then(
    (made) => answer({ id, made }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
// The server ended, however it ended.
process.on('disconnect', () => process.exit())

function answer(message: RenderAnswer): void {
  process.send?.(message)
}
