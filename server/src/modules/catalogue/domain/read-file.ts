import { problem } from '../../../kernel/index.ts'
import { catalogueProblems } from '../contract/problems.ts'
import type { ReadFile } from './import-row.ts'
import { STANDARD_TYPES } from './power-types.ts'
import type { PowerTypes } from './power-types.ts'
import { exchangePayloads, readExchangePayloads } from './read-exchange.ts'
import { GUANGAN_FIELDS, GUANGDONG_FIELDS, listRows, readGuanganRow, readGuangdongRow } from './read-lists.ts'
import { isYiwangFile, readYiwangFile } from './read-yiwang.ts'

export const MOST_ROWS = 20_000

/**
 * Recognises the format by what the file holds and reads its rows, each on its own: a bad row refuses itself only.
 * @throws catalogue/unknown-format, catalogue/too-many-rows
 */
export function readCatalogueFile(file: unknown, types: PowerTypes = STANDARD_TYPES): ReadFile {
  const read = recognise(file, types)
  if (!read || read.rows.length === 0) throw problem(catalogueProblems['unknown-format'])
  if (read.rows.length > MOST_ROWS) {
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_ROWS, count: read.rows.length })
  }
  return read
}

function recognise(file: unknown, types: PowerTypes): ReadFile | undefined {
  if (isYiwangFile(file)) return { format: 'yiwang', rows: readYiwangFile(file) }
  const payloads = exchangePayloads(file)
  if (payloads) return { format: 'exchange', rows: readExchangePayloads(payloads, types) }
  const guangdong = listRows(file, GUANGDONG_FIELDS)
  if (guangdong)
    return { format: 'guangdong-list', rows: guangdong.map((row, index) => readGuangdongRow(row, index, types)) }
  const guangan = listRows(file, GUANGAN_FIELDS)
  if (guangan) return { format: 'guangan-list', rows: guangan.map((row, index) => readGuanganRow(row, index, types)) }
  return undefined
}
