export const caseMessages = {
  number: (code: string) => `查询编号 ${code}`,
  submittedOn: (day: string) => `${day}提交`,
  savedOn: (day: string) => `${day}保存`,
  dueBy: (day: string) => `预计${day}前出结果`,
  dueByProvisional: (day: string) => `预计${day}前出结果（暂定，放假安排尚未公布）`,
} as const
