import { route } from '../../../platform/http/index.ts'
import { PreviewDue } from '../contract/index.ts'
import { previewDue } from '../queries/preview-due.ts'

export const publicRoutes = [route(PreviewDue, { permit: 'public', run: previewDue, perMinute: 120 })]
