import type { ProofDesk } from '../../identity/index.ts'
import { linkFile } from './link-file.ts'
import { stageFile, storeFile } from './store-file.ts'
import type { FilesStorage } from './store-file.ts'

/** What shows a mandate is kept like any material: identity, which stands to the left, is given this. */
export function createProofDesk(storage: FilesStorage): ProofDesk {
  return {
    stage: async (incoming) => {
      const staged = await stageFile(storage, { ...incoming, purpose: 'case-material' })
      return {
        keep: async (ctx, about) => {
          const { accountId } = ctx.actor
          const jurisdiction = about.division.slice(0, 6)
          const file = await storeFile(ctx, staged, { jurisdiction, ...(accountId !== undefined && { accountId }) })
          await linkFile(ctx, { fileId: file.id, ...about })
          return file.id
        },
      }
    },
  }
}
