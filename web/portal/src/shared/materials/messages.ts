export const materialMessages = {
  required: '必须交',
  optional: '有就交',
  deferrable: '可以后补',
  paper: '窗口已收到纸质件',
  choose: '选择文件',
  upload: '上传',
  uploadOf: (name: string) => `上传“${name}”`,
  remove: '删除',
  removeFile: (name: string) => `删除 ${name}`,
  removed: (name: string) => `已删除 ${name}`,
  files: (name: string) => `“${name}”已上传的文件`,
  missing: '必须交，还没有上传',
  uploaded: (name: string) => `已上传 ${name}`,
  formOf: (words: string, material: string) => `${words}：${material}`,
  formAtWindow: (title: string) => `${title}：请到办理窗口领取`,
  formTypes: {
    'application/pdf': 'PDF',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
    'image/jpeg': 'JPG',
    'image/png': 'PNG',
  },
  notUploaded: (name: string) => `${name} 没有传上去`,
  tooLarge: '超过了 20 MB，请压缩或者拆分后再上传',
} as const

const problems: Readonly<Record<string, string>> = {
  'http/too-large': '文件太大：每个文件不能超过 20 MB。请压缩或者拆分后再上传。',
  'http/invalid-input': '请先选择要上传的文件。',
  'http/csrf-token': '页面已过期，请刷新后再上传。',
  'files/too-large': '文件太大：每个文件不能超过 20 MB。请压缩或者拆分后再上传。',
  'files/type-not-taken': '不接收这种格式的文件，请上传 JPG、PNG、PDF、Word（docx）或 Excel（xlsx）文件。',
  'files/not-what-its-name-says': '文件的内容和文件名的后缀不一致，请检查是否选错了文件。',
  'files/empty': '这个文件是空的，请重新选择。',
  'files/no-space': '系统暂时存不下这个文件，请稍后再试。',
  'cases/too-many-files': '这样材料的文件已经够多了，请先删除不要的。',
  'cases/not-allowed-now': '现在不能再改材料了。',
}

/** A form without scripts comes back with nothing but the problem's code in its address. */
export function uploadProblem(code: string): string {
  return problems[code] ?? '没有传上去，请再试一次。还是不行，请打 12345。'
}
