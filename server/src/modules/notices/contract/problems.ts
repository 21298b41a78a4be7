import { problems } from '../../../kernel/problem.ts'

export const noticesProblems = problems('notices', {
  'notice-unknown': { status: 404, title: '没有这条通知', detail: '找不到您指定的通知。' },
})
