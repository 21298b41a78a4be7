import { route } from '../../../platform/http/index.ts'
import { PreviewDue, PreviewMinutes } from '../contract/index.ts'
import { previewDue } from '../queries/preview-due.ts'
import { previewMinutes } from '../queries/preview-minutes.ts'

export const publicRoutes = [
  route(PreviewDue, { permit: 'public', run: previewDue, perMinute: 120 }),
  route(PreviewMinutes, { permit: 'public', run: previewMinutes, perMinute: 120 }),
]
