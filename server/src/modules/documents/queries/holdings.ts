import type { Context } from '../../../platform/act/index.ts'
import { dayOf, factsOf } from '../../../platform/module/index.ts'
import type { DataSubject, HeldThing, PersonalHolding } from '../../../platform/module/index.ts'
import type { DocumentData } from '../contract/template.ts'
import type { IssuedDocument } from '../domain/document.ts'
import * as documentStore from '../store/document-store.ts'

/** 文书 keeps of people: what was issued to them. */
export const holdings: readonly PersonalHolding[] = [
  {
    name: 'documents/documents',
    title: '文书',
    purpose: '告知、受理、决定和送达的凭证',
    basis: '行政许可法第三十二条、第三十八条、第四十四条',
    source: '办理您的办件时由机关制发',
    keptFor: '与所属的办件一起保存和删除',
    tables: { 'documents.documents': ['recipient_account_id', 'data_sealed'] },
    followsThings: true,
    list: listDocuments,
  },
]

async function listDocuments(ctx: Context, of: DataSubject): Promise<HeldThing[]> {
  const documents = await documentStore.documentsOfPerson(ctx, of)
  return documents.map((document) => ({
    id: document.id,
    title: document.title,
    at: document.issuedAt.toISOString(),
    facts: factsOf({
      文号: document.documentNo,
      制发机关: document.organizationName,
      制发日期: dayOf(document.issuedAt),
      删除日期: dayOf(document.erasedAt),
      ...(document.erasedAt ? {} : wordsOf(document.data)),
    }),
    ...filesOf(document, of),
  }))
}

/** What a paper says, row by row; a list as it stands in the paper. */
function wordsOf(data: DocumentData): Record<string, string> {
  const said = Object.values(data).flatMap((value) => {
    if (typeof value === 'string') return value === '' ? [] : [value]
    return value.map((one) => (typeof one === 'string' ? one : Object.values(one).join('，')))
  })
  return { 内容: [...new Set(said)].join('；') }
}

function filesOf(document: IssuedDocument, of: DataSubject): Pick<HeldThing, 'files'> {
  const { rendered, erasedAt, title, id, recipientAccountId } = document
  if (!rendered || erasedAt) return {}
  const file = { fileId: rendered.fileId, fileName: `${title}-${id.slice(-6)}.pdf` }
  return { files: [recipientAccountId === of.accountId ? file : { ...file, inCopyOnly: true }] }
}
