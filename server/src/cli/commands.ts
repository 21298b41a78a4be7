import { backupCommand } from './backup.ts'
import { backupVerify } from './backup-verify.ts'
import { calendarHours } from './calendar-hours.ts'
import { calendarImport } from './calendar-import.ts'
import { calendarLocal } from './calendar-local.ts'
import { calendarMoved } from './calendar-moved.ts'
import { calendarStatus } from './calendar-status.ts'
import { calendarWithdraw } from './calendar-withdraw.ts'
import { catalogueImport } from './catalogue-import.ts'
import type { Command } from './command.ts'
import { demoCommand } from './demo.ts'
import { divisionsImport } from './divisions-import.ts'
import { doctorCommand } from './doctor.ts'
import { jobsCommand, jobsDrop, jobsRetry } from './jobs.ts'
import { keysList, keysReseal, keysRetire, keysRewrap, keysRotate } from './keys.ts'
import { ledgerArchive } from './ledger-archive.ts'
import { ledgerDetach } from './ledger-detach.ts'
import { ledgerCheckpoint } from './ledger-checkpoint.ts'
import { ledgerReaders } from './ledger-readers.ts'
import { ledgerRebuild } from './ledger-rebuild.ts'
import { ledgerKey } from './ledger-key.ts'
import { ledgerVerify } from './ledger-verify.ts'
import { limitDue } from './limit-due.ts'
import { limitRule } from './limit-rule.ts'
import { migrateCommand } from './migrate.ts'
import { recoveryKeyCommand } from './recovery-key.ts'
import { restoreCommand } from './restore.ts'
import { rightsItems } from './rights-items.ts'
import { seedCommand } from './seed.ts'
import { simulateRealNames } from './simulate-real-names.ts'
import { signOnRotate } from './sign-on-rotate.ts'
import { startCommand } from './start.ts'
import { verifyReceiptCommand } from './verify-receipt.ts'
import { witnessCommand } from './witness.ts'

/** Everything `yiwang` can be told to do. A command loads what it needs when it runs, not before. */
export const commands: readonly Command[] = [
  startCommand,
  migrateCommand,
  seedCommand,
  demoCommand,
  divisionsImport,
  catalogueImport,
  rightsItems,
  limitDue,
  limitRule,
  calendarImport,
  calendarLocal,
  calendarWithdraw,
  calendarMoved,
  calendarHours,
  calendarStatus,
  ledgerCheckpoint,
  ledgerKey,
  ledgerVerify,
  verifyReceiptCommand,
  witnessCommand,
  ledgerReaders,
  ledgerRebuild,
  ledgerArchive,
  ledgerDetach,
  backupCommand,
  backupVerify,
  restoreCommand,
  recoveryKeyCommand,
  keysList,
  keysRotate,
  keysReseal,
  keysRetire,
  keysRewrap,
  signOnRotate,
  simulateRealNames,
  jobsCommand,
  jobsRetry,
  jobsDrop,
  doctorCommand,
]
