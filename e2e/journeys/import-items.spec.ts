import { randomInt } from 'node:crypto'
import { test } from '../actors/test.ts'
import type { WorkbookRow } from '../pages/workbook.ts'

function item(number: number, name: string, changes: WorkbookRow = {}): WorkbookRow {
  const serial = String(randomInt(100, 1000))
  return {
    ...{ 事项序号: number, 事项名称: name, 实施编码: `11450721MB155808114450199${serial}${number}00` },
    ...{ 权力类型: '行政许可', 行使层级: '县级', 服务对象: '自然人' },
    ...{ 法定办结时限·数值: 20, 法定办结时限·单位: '工作日', 承诺办结时限·数值: 5, 承诺办结时限·单位: '工作日' },
    ...{ 办理结果·结果类型: '批文或其他文书', 到办事现场次数·次数: 0, 可以邮寄: '是' },
    ...changes,
  }
}

test('a department brings items in from a table: bad rows are named, good ones go in, the corrected one follows @desktop', async ({
  importer,
}) => {
  const mark = randomInt(1000, 10_000)
  const [good, late] = [item(1, `集体用餐备案（导入${mark}）`), item(2, `小作坊登记（导入${mark}）`)]
  await importer.begins()
  await importer.tries({ 事项: [good, { ...late, 承诺办结时限·数值: 30 }] }, '新增 1 · 变更 0')
  await importer.sees('承诺时限（30）长于法定时限（20）')
  await importer.takesReasons()
  await importer.carriesOut(1)
  await importer.tries({ 事项: [good, late] }, '与库里相同 1')
  await importer.carriesOut(1)
  await importer.findsDraft(`小作坊登记（导入${mark}）`)
})
