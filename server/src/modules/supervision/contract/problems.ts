import { problems } from '../../../kernel/index.ts'

export const supervisionProblems = problems('supervision', {
  'no-such-stream': { status: 404, title: '找不到这项记录', detail: '它不存在，或者不在您的监察范围内。' },
  'checkpoint-not-ours': {
    status: 422,
    title: '检查点无效',
    detail: '它不是本平台签名的检查点，或者内容不完整。请粘贴当时打印的全部文字。',
  },
})
