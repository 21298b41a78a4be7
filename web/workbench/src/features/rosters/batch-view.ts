import type { api } from '../../shared/api.ts'

export type BatchView = Awaited<ReturnType<typeof api.rosters.getRosterBatch>>
