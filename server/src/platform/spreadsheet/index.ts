export { NotAWorkbook, readWorkbook } from './read-workbook.ts'
export type { ReadCell, ReadSheet } from './read-workbook.ts'
export type { CellValue, SheetColumn, SheetToWrite } from './sheet-to-write.ts'
export { gathered, writeWorkbook } from './write-workbook.ts'
