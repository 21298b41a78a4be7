import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests that need no database. All others of the server get a cluster of their own; each file clones its database from a template. */
const pure = [
  'server/src/kernel/**/*.test.ts',
  'server/src/modules/*/domain/**/*.test.ts',
  'server/src/modules/files/inspection/*.test.ts',
  'server/src/modules/exports/writing/*.test.ts',
  'server/src/modules/catalogue/{exchange,workbook}/*.test.ts',
  'server/src/platform/{clock,config,embedded-postgres,outgoing,spreadsheet,tlog,witness}/**/*.test.ts',
  'server/src/platform/vault/{sealing,pkcs11-provider}.test.ts',
  'server/src/platform/backup/*.test.ts',
  'server/src/platform/http/tls.test.ts',
  'server/src/cli/**/*.test.ts',
  'server/src/web/**/*.test.ts',
  'web/**/*.test.{ts,tsx}',
  'server/test/canaries.test.ts',
  'tools/*.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One more than processors: many of these tests wait for a server that starts, stops or is killed.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { name: 'unit', include: pure, exclude: ['**/node_modules/**', '**/build/**'], testTimeout: 60_000 } },
      // Each file runs a program of its own and does it harm.
      { test: { name: 'faults', include: ['e2e/faults/*.test.ts'], testTimeout: 300_000, hookTimeout: 180_000 } },
      {
        test: {
          name: 'database',
          include: ['server/**/*.test.ts', 'bench/*.test.ts'],
          exclude: [...pure, '**/node_modules/**'],
          globalSetup: ['server/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
