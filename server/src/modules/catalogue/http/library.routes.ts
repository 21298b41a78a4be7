import { route } from '../../../platform/http/index.ts'
import type { StagedFile } from '../../files/contract/index.ts'
import { checkWorkbook } from '../actions/check-workbook.ts'
import { createItemDraft } from '../actions/create-item-draft.ts'
import { discardItemDraft } from '../actions/discard-item-draft.ts'
import { stageMaterialFile, uploadMaterialFile } from '../actions/keep-material-file.ts'
import type { FormFilesContext } from '../actions/keep-material-file.ts'
import { importItemDrafts } from '../actions/import-item-drafts.ts'
import { issueCoverageBulletin } from '../actions/issue-coverage-bulletin.ts'
import { publishItemDraft } from '../actions/publish-item-draft.ts'
import { rebaseItemDraft } from '../actions/rebase-item-draft.ts'
import { reviewItemDraft } from '../actions/review-item-draft.ts'
import { saveDraftSection } from '../actions/save-draft-section.ts'
import { submitItemDraft } from '../actions/submit-item-draft.ts'
import {
  CheckWorkbook,
  CompareItemDraft,
  CreateItemDraft,
  DiscardItemDraft,
  DownloadExchangeTables,
  ExportWorkbook,
  GetDraftChoices,
  GetDraftFile,
  GetFormSource,
  GetImportTemplate,
  GetItemDraft,
  DownloadCoverage,
  DownloadCoverageBulletin,
  GetCoverageBulletin,
  IssueCoverageBulletin,
  ListCoverageBulletins,
  GetCoverage,
  GetSimplification,
  ListCoverageGaps,
  ImportItemDrafts,
  ListItemDrafts,
  ListLibrary,
  ListSimplifiedItems,
  PublishItemDraft,
  RebaseItemDraft,
  ReviewItemDraft,
  SaveDraftSection,
  SubmitItemDraft,
  UploadMaterialFile,
  cataloguePermits,
} from '../contract/index.ts'
import { getCoverage, listCoverageGaps } from '../queries/coverage.ts'
import { downloadCoverageBulletin, getCoverageBulletin, listCoverageBulletins } from '../queries/coverage-bulletins.ts'
import { downloadCoverage } from '../queries/download-coverage.ts'
import { downloadExchangeTables } from '../queries/exchange-tables.ts'
import { exportWorkbook, getImportTemplate } from '../queries/export-workbook.ts'
import { compareItemDraft, getItemDraft } from '../queries/get-item-draft.ts'
import { getSimplification, listSimplifiedItems } from '../queries/simplification.ts'
import { getDraftFile } from '../queries/read-material-file.ts'
import { getDraftChoices, getFormSource, listItemDrafts, listLibrary } from '../queries/list-library.ts'

const { draft, figures, issueBulletin, review, publish, library } = cataloguePermits

export const libraryRoutes = [
  route(ListLibrary, { permit: library.name, run: listLibrary }),
  route(GetSimplification, { permit: figures.name, run: getSimplification }),
  route(GetCoverage, { permit: figures.name, run: getCoverage }),
  route(DownloadCoverage, { permit: figures.name, perMinute: 20, run: downloadCoverage }),
  route(ListCoverageBulletins, { permit: figures.name, run: listCoverageBulletins }),
  route(IssueCoverageBulletin, { permit: issueBulletin.name, perMinute: 20, run: issueCoverageBulletin }),
  route(GetCoverageBulletin, { permit: figures.name, run: getCoverageBulletin }),
  route(DownloadCoverageBulletin, { permit: figures.name, perMinute: 20, run: downloadCoverageBulletin }),
  route(ListCoverageGaps, { permit: figures.name, run: listCoverageGaps }),
  route(ListSimplifiedItems, { permit: figures.name, run: listSimplifiedItems }),
  route(ListItemDrafts, { permit: library.name, run: listItemDrafts }),
  route(GetItemDraft, { permit: library.name, run: getItemDraft }),
  route(GetImportTemplate, { permit: library.name, run: getImportTemplate }),
  route(DownloadExchangeTables, { permit: library.name, run: downloadExchangeTables }),
  route(ExportWorkbook, { permit: library.name, run: exportWorkbook }),
  route(CheckWorkbook, { permit: library.name, isRepeatable: true, perMinute: 20, run: checkWorkbook }),
  route(ImportItemDrafts, { permit: draft.name, run: importItemDrafts }),
  route(CompareItemDraft, { permit: library.name, run: compareItemDraft }),
  route(GetDraftChoices, { permit: draft.name, run: getDraftChoices }),
  route(GetFormSource, { permit: draft.name, run: getFormSource }),
  route(CreateItemDraft, { permit: draft.name, run: createItemDraft }),
  route(SaveDraftSection, { permit: draft.name, run: saveDraftSection }),
  route(GetDraftFile, { permit: library.name, run: getDraftFile }),
  route<typeof UploadMaterialFile, FormFilesContext, StagedFile>(UploadMaterialFile, {
    permit: draft.name,
    prepare: stageMaterialFile,
    run: (ctx, input, _file, _request, staged) => uploadMaterialFile(ctx, input, staged),
  }),
  route(SubmitItemDraft, { permit: draft.name, run: submitItemDraft }),
  route(RebaseItemDraft, { permit: draft.name, run: rebaseItemDraft }),
  route(DiscardItemDraft, { permit: draft.name, run: discardItemDraft }),
  route(ReviewItemDraft, { permit: review.name, run: reviewItemDraft }),
  route(PublishItemDraft, { permit: publish.name, run: publishItemDraft }),
]
