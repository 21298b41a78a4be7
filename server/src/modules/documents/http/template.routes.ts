import { route } from '../../../platform/http/index.ts'
import { drawPreview, showPreview } from '../actions/preview-template.ts'
import { publishTemplate } from '../actions/publish-template.ts'
import {
  GetTemplate,
  ListTemplates,
  PREVIEWS_PER_MINUTE as perMinute,
  PreviewTemplate,
  PublishTemplate,
  documentsPermits,
} from '../contract/index.ts'
import { getTemplate, listTemplates } from '../queries/list-templates.ts'

const permit = documentsPermits.manageTemplates.name

export const templateRoutes = [
  route(ListTemplates, { permit, run: listTemplates }),
  route(GetTemplate, { permit, run: getTemplate }),
  route(PreviewTemplate, { permit, prepare: drawPreview, run: showPreview, isRepeatable: true, perMinute }),
  route(PublishTemplate, { permit, run: publishTemplate }),
]
