import { problems } from '../../../kernel/problem.ts'

export const filesProblems = problems('files', {
  'too-large': {
    status: 413,
    title: '文件太大',
    detail: '“{fileName}”超过了 {maxMegabytes} MB，请压缩或者拆分后再上传。',
  },
  'type-not-taken': {
    status: 415,
    title: '不接收这种格式的文件',
    detail: '“{fileName}”不是可以接收的格式。请上传：{accepted}。',
  },
  'not-what-its-name-says': {
    status: 422,
    title: '文件内容与名称不符',
    detail: '“{fileName}”的内容其实是{actual}，与文件名的后缀不一致。请检查是否选错了文件，或者改正后缀再上传。',
  },
  empty: { status: 422, title: '文件是空的', detail: '“{fileName}”里没有内容，请重新选择。' },
  'too-much-inside': {
    status: 422,
    title: '文件展开后太大',
    detail: '“{fileName}”展开后的内容或者图片的像素远远超过正常的材料，没有保存。请降低分辨率，或者重新导出后再上传。',
  },
  encrypted: {
    status: 422,
    title: '文件加了密码或者权限限制',
    detail: '“{fileName}”加了密，不能审核，也不能归档。请去掉密码和权限限制（例如另存或打印为新的 PDF）后再上传。',
  },
  'runs-something': {
    status: 422,
    title: '文件里带有会自动运行的内容',
    detail: '“{fileName}”里带有脚本、宏或者程序，没有保存。请打印为新的 PDF，或者另存为不带宏的文件后再上传。',
  },
  'packed-inside': {
    status: 422,
    title: '文件里还套着压缩包或者程序',
    detail: '“{fileName}”里还套着压缩包或者程序，没有保存。请把其中的材料取出来，分别上传。',
  },
  broken: {
    status: 422,
    title: '文件已损坏',
    detail: '“{fileName}”不完整，打不开。请重新导出或者拍摄后再上传。',
  },
  infected: {
    status: 422,
    title: '文件里有病毒',
    detail: '在“{fileName}”中查出恶意代码（{signature}），文件没有保存。请先给您的电脑或手机杀毒，再上传干净的文件。',
    isRecorded: true,
  },
  'scanner-away': {
    status: 503,
    title: '暂时不能上传',
    detail: '病毒检查服务没有回应，文件没有保存。已填写的内容不会丢失，请过几分钟再上传。',
  },
  'no-space': {
    status: 507,
    title: '存储空间不足',
    detail: '系统的存储空间已满，文件没有保存。已填写的内容不会丢失，请稍后再试；管理员需要清理或扩充磁盘。',
  },
  unknown: { status: 404, title: '找不到这个文件', detail: '它不存在，或者您不能查看。' },
  erased: { status: 410, title: '这个文件已依法删除', detail: '它于{on}随当事人的个人信息一并删除，不能恢复。' },
  'content-missing': {
    status: 500,
    title: '文件内容读不到了',
    detail: '记录还在，但存储中找不到内容。请把文件编号告诉系统管理员。',
  },
})
