import { route } from '../../../platform/http/index.ts'
import { GetOpening, PreviewDue, PreviewMinutes } from '../contract/index.ts'
import { findOpening } from '../queries/get-opening.ts'
import { previewDue } from '../queries/preview-due.ts'
import { previewMinutes } from '../queries/preview-minutes.ts'

export const publicRoutes = [
  route(PreviewDue, { permit: 'public', run: previewDue, perMinute: 120 }),
  route(PreviewMinutes, { permit: 'public', run: previewMinutes, perMinute: 120 }),
  route(GetOpening, { permit: 'public', run: findOpening, perMinute: 120 }),
]
