import type { Installation } from '../installation.ts'

/** Somebody with every right in the database, who goes past the program. */
export class Attacker {
  readonly #sql: Installation['sql']

  constructor({ sql }: Installation) {
    this.#sql = sql
  }

  /** Another content under the same digest. */
  async alters(stream: string, seq: number): Promise<void> {
    await this.#sql(
      `update ledger.entries set canonical = replace(canonical, '"caseId":"450721-', '"caseId":"450722-') where stream = $1 and seq = $2`,
      [stream, seq],
    )
  }

  async deletes(stream: string, seq: number): Promise<void> {
    await this.#sql('delete from ledger.entries where stream = $1 and seq = $2', [stream, seq])
  }

  /** Cuts off the end, and sets the head of the chain back so that nothing seems to be missing. */
  async cutsEnd(stream: string, after: number): Promise<void> {
    await this.#sql('delete from ledger.entries where stream = $1 and seq > $2', [stream, after])
    await this.#sql(
      `update ledger.streams set head_seq = $2::bigint, head_digest = (select digest from ledger.entries where stream = $1 and seq = $2::bigint)
        where stream = $1`,
      [stream, after],
    )
  }

  async removes(stream: string): Promise<void> {
    await this.#sql('delete from ledger.entries where stream = $1', [stream])
    await this.#sql('delete from ledger.streams where stream = $1', [stream])
  }

  /** The whole record from its first entry on, with another content in one of them and every digest, leaf and root made to fit. */
  async rewrites(stream: string, seq: number): Promise<void> {
    await this.#sql(`select set_config('attack.stream', $1, false), set_config('attack.seq', $2, false)`, [
      stream,
      String(seq),
    ])
    await this.#sql(REWRITE)
  }

  /** What was signed earlier and lies in the database itself. */
  async forgetsCheckpoints(): Promise<void> {
    await this.#sql('delete from ledger.cosignatures')
    await this.#sql('delete from ledger.checkpoints')
  }

  /** Does something to one stream, lets somebody look, and puts everything back as it was. */
  async during(stream: string, change: () => Promise<void>, look: () => Promise<void>): Promise<void> {
    for (const table of ['entries', 'streams']) {
      await this.#sql(`create table public.kept_${table} as select * from ledger.${table} where stream = '${stream}'`)
    }
    await change()
    await look()
    for (const table of ['entries', 'streams']) {
      await this.#sql(`delete from ledger.${table} where stream = $1`, [stream])
      await this.#sql(`insert into ledger.${table} select * from public.kept_${table}`)
      await this.#sql(`drop table public.kept_${table}`)
    }
  }
}

/** Written a second time from the description of the record, not from the program's code: that the program believes it proves both. */
const REWRITE = `do $$
declare
  one record;
  text_now text;
  digest_now bytea;
  stream_before text;
  prev text;
  root bytea;
  roots bytea[] := '{}';
  carry bigint;
  height integer;
begin
  lock table ledger.streams, ledger.entries, ledger.positions, ledger.tree in exclusive mode;
  for one in select * from ledger.entries order by jurisdiction, stream, seq loop
    if stream_before is distinct from one.stream then prev := repeat('0', 64); end if;
    text_now := regexp_replace(one.canonical, '"prev":"[0-9a-f]{64}"', '"prev":"' || prev || '"');
    if one.stream = current_setting('attack.stream') and one.seq = current_setting('attack.seq')::bigint then
      text_now := replace(text_now, '"caseId":"450721-', '"caseId":"450722-');
    end if;
    digest_now := sha256(one.salt || convert_to(text_now, 'UTF8'));
    prev := encode(digest_now, 'hex');
    update ledger.entries set canonical = text_now, digest = digest_now where id = one.id and recorded_at = one.recorded_at;
    update ledger.streams set head_digest = digest_now where jurisdiction = one.jurisdiction and stream = one.stream;
    stream_before := one.stream;
  end loop;
  update ledger.positions p set leaf_hash = sha256('\\x0001'::bytea || int8send(p.position) || e.digest)
    from ledger.entries e where e.id = p.entry_id;
  for one in select position, leaf_hash from ledger.positions order by position loop
    root := one.leaf_hash;
    carry := one.position;
    height := 0;
    while carry % 2 = 1 loop
      root := sha256('\\x01'::bytea || roots[cardinality(roots)] || root);
      roots := roots[1:cardinality(roots) - 1];
      carry := carry / 2;
      height := height + 1;
      update ledger.subtrees set hash = root where level * 8 = height and index = carry;
    end loop;
    roots := roots || root;
  end loop;
  update ledger.tree set frontier = roots;
end $$`
