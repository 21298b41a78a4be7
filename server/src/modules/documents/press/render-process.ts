import type { RenderAnswer, RenderRequest } from './render-sheet.ts'
import { createTypesetter } from './typeset.ts'

const typeset = createTypesetter()

process.on('message', ({ id, sheet }: RenderRequest) => {
  void typeset(sheet).then(
    (rendered) => answer({ id, rendered }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
// The server ended, however it ended.
process.on('disconnect', () => process.exit())

function answer(message: RenderAnswer): void {
  process.send?.(message)
}
