import { route } from '../../../platform/http/index.ts'
import { decideRosterKind, withdrawRosterKind } from '../actions/decide-roster-kind.ts'
import { draftRosterRecord } from '../actions/draft-roster-record.ts'
import { dropRosterChange } from '../actions/drop-roster-change.ts'
import { importRoster } from '../actions/import-roster.ts'
import { proposeRosterKind } from '../actions/propose-roster-kind.ts'
import { reviewRosterBatch } from '../actions/review-roster-batch.ts'
import { submitRosterBatch, withdrawRosterBatch } from '../actions/submit-roster-batch.ts'
import {
  DecideRosterKind,
  DraftRosterRecord,
  DropRosterChange,
  ExportRoster,
  GetRoster,
  GetRosterBatch,
  GetRosterKindChange,
  GetRosterRecord,
  ImportRoster,
  ListRosterKinds,
  ListRosters,
  ProposeRosterKind,
  RevealRosterRecord,
  ReviewRosterBatch,
  SubmitRosterBatch,
  WithdrawRosterBatch,
  WithdrawRosterKind,
  rostersPermits,
} from '../contract/index.ts'
import { exportRoster } from '../queries/export-roster.ts'
import { getRosterBatch } from '../queries/get-roster-batch.ts'
import { getRoster, getRosterRecord, listRosters } from '../queries/get-roster.ts'
import { revealRosterRecord } from '../queries/reveal-roster-record.ts'
import { getRosterKindChange, listRosterKinds } from '../queries/roster-kinds.ts'

const { read, keep, review, reveal, kinds, proposeKind, decideKind } = rostersPermits

export const staffRoutes = [
  route(ListRosterKinds, { permit: kinds.name, run: listRosterKinds }),
  route(GetRosterKindChange, { permit: kinds.name, run: getRosterKindChange }),
  route(ProposeRosterKind, { permit: proposeKind.name, run: proposeRosterKind }),
  route(DecideRosterKind, { permit: decideKind.name, run: decideRosterKind }),
  route(WithdrawRosterKind, { permit: proposeKind.name, run: withdrawRosterKind }),
  route(ListRosters, { permit: read.name, run: listRosters }),
  route(GetRoster, { permit: read.name, records: true, run: getRoster }),
  route(GetRosterRecord, { permit: read.name, run: getRosterRecord }),
  route(GetRosterBatch, { permit: read.name, run: getRosterBatch }),
  route(ExportRoster, { permit: keep.name, run: exportRoster }),
  route(DraftRosterRecord, { permit: keep.name, run: draftRosterRecord }),
  route(DropRosterChange, { permit: keep.name, run: dropRosterChange }),
  route(ImportRoster, { permit: keep.name, run: importRoster }),
  route(SubmitRosterBatch, { permit: keep.name, run: submitRosterBatch }),
  route(WithdrawRosterBatch, { permit: keep.name, run: withdrawRosterBatch }),
  route(ReviewRosterBatch, { permit: review.name, run: reviewRosterBatch }),
  route(RevealRosterRecord, { permit: reveal.name, run: revealRosterRecord }),
]
