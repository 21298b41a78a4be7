import { createHash } from 'node:crypto'
import { Problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import type { StagedFile } from '../../files/contract/index.ts'
import type { ItemContent } from '../contract/item.ts'
import type { MaterialFile } from '../contract/item-parts.ts'
import type { ItemFile } from '../contract/open-changes.ts'
import { filesOf } from '../domain/material-files.ts'
import { ChangeUnfit, UpstreamUnfit } from '../domain/upstream.ts'
import { contentFaults } from '../queries/validate-form.ts'
import * as fileStore from '../store/material-file-store.ts'
import type { UpstreamDesk } from './ask-upstream.ts'
import { keptOf } from './keep-material-file.ts'
import type { FormFiles } from './keep-material-file.ts'

/** What came with a version from above and lies aside until the version is taken. */
export type TakenForms = readonly StagedFile[]

/**
 * Fetches the empty forms and samples that a version names and that are not here yet, and looks into each as into any upload:
 * that an installation above sent it makes no file harmless.
 * @throws ChangeUnfit, UpstreamUnfit
 */
export async function fetchForms(
  { files, act, desk }: FormFiles & { readonly act: RunAct; readonly desk: UpstreamDesk },
  { item, versions }: ItemFile,
): Promise<TakenForms> {
  const { version: _version, effectiveOn: _day, ...content } = versions[0] ?? {}
  // What is no content of an item is refused by the checks that every import passes.
  if (contentFaults(content).length > 0) return []
  const named = filesOf(content as ItemContent)
  const known = await act((ctx) =>
    fileStore.findPublished(
      ctx.tx,
      named.map(({ file }) => file.sha256),
    ),
  )
  const missing = new Map(named.map(({ file }) => [file.sha256, file]))
  const taken: StagedFile[] = []
  try {
    for (const file of missing.values()) {
      const bytes = known.has(file.sha256) ? undefined : await desk.form(item.id, file)
      if (bytes) taken.push(await stage(files, file, bytes))
    }
    return taken
  } catch (error) {
    await discardForms(taken)
    throw error
  }
}

export async function discardForms(forms: TakenForms): Promise<void> {
  for (const { blob } of forms) await blob.discard()
}

/** In the transaction that takes the version. */
export async function keepForms(ctx: Context & FormFiles, division: string, forms: TakenForms): Promise<void> {
  const jurisdiction = division.slice(0, 6)
  for (const form of forms) {
    const stored = await ctx.files.store(ctx, form, { jurisdiction })
    await fileStore.insertPublished(ctx.tx, jurisdiction, [keptOf(stored)], ctx.now)
  }
}

/** What we ship ourselves. Twice changes nothing. */
export async function seedForm(ctx: Context & FormFiles, jurisdiction: string, form: StagedFile): Promise<void> {
  const known = await fileStore.findPublished(ctx.tx, [form.blob.sha256])
  if (known.size === 0) return keepForms(ctx, jurisdiction, [form])
  await form.blob.discard()
  ctx.nothingChanged()
}

async function stage(files: FormFiles['files'], file: MaterialFile, bytes: Buffer): Promise<StagedFile> {
  const { name, sha256 } = file
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new ChangeUnfit(`“${name}”与上级平台公布的摘要不符，可能在途中被改动`)
  const staged = await files.stage({ stream: once(bytes), fileName: name, purpose: 'item-form' }).catch(refusedAs(name))
  if (staged.infection !== undefined)
    throw new ChangeUnfit(`在“${name}”中查出恶意代码（${staged.infection}），没有取用`)
  return staged
}

function refusedAs(name: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Problem)) throw error
    if (error.definition.status >= 500) throw new UpstreamUnfit(`“${name}”没有保存：${error.detail}`)
    throw new ChangeUnfit(`“${name}”没有通过本平台的检查：${error.detail}`)
  }
}

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
