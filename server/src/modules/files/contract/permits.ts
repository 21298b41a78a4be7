import { permits } from '../../../kernel/permit.ts'

export const filesPermits = permits('files', {
  /** Also of what is linked to a subject within reach: a case, a document, a licence. */
  read: {
    title: '查看和下载材料、文书',
    roles: [
      'resident',
      'window-clerk',
      'handler',
      'reviewer',
      'approver',
      'agency-head',
      'certificate-clerk',
      'archivist',
      'data-protection-officer',
      'supervisor',
    ],
  },
})
