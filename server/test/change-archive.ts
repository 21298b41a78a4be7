import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Changes the entries of an archive as somebody would who knows its format: blocks and index are made anew around what is changed. */
export async function changeArchivedLines(folder: string, change: (lines: string[]) => string[]): Promise<void> {
  const note = JSON.parse(await readFile(join(folder, 'archive.json'), 'utf8')) as { from: number; to: number }
  const [first, last] = [Math.floor(note.from / 256), Math.floor(note.to / 256)]
  const whole = gunzipSync(await readFile(join(folder, 'entries.jsonl.gz'))).toString('utf8')
  const lines = change(whole.trimEnd().split('\n'))
  const blockOf = (line: string) => Math.floor((JSON.parse(line) as { position: number }).position / 256)
  const blocks = Array.from({ length: last - first + 1 }, (_, place) =>
    gzipSync(
      lines
        .filter((line) => blockOf(line) === first + place)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  )
  const index = Buffer.alloc((blocks.length + 1) * 8)
  let end = 0
  for (const [place, block] of blocks.entries()) {
    end += block.length
    index.writeBigUInt64BE(BigInt(end), (place + 1) * 8)
  }
  await writeFile(join(folder, 'entries.jsonl.gz'), Buffer.concat(blocks))
  await writeFile(join(folder, 'entries.index'), index)
}
