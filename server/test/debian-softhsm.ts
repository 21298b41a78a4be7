import { existsSync } from 'node:fs'

/** Debian's softhsm2, a PKCS #11 module in software; on other systems, tests that need one are skipped and say so. */
export const SOFTHSM_LIBRARY = '/usr/lib/softhsm/libsofthsm2.so'
export const NO_SOFTHSM = existsSync(SOFTHSM_LIBRARY)
  ? undefined
  : `, skipped: ${SOFTHSM_LIBRARY} (softhsm2) is not installed`
