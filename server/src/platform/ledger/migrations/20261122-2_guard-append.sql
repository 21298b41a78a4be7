-- One door to the chain: entries, heads and the waiting list are written by ledger.append alone, which takes time and place itself.
alter function ledger.append(text[], text[], text[], text[], text[], text[], text[], bytea[], bigint) security definer;
alter function ledger.append(text[], text[], text[], text[], text[], text[], text[], bytea[], bigint) set search_path = pg_catalog, pg_temp;
revoke insert on ledger.entries from yiwang_app, yiwang_worker;
revoke insert on ledger.pending from yiwang_app, yiwang_worker;
revoke insert on ledger.streams from yiwang_app, yiwang_worker;
revoke update (head_seq, head_digest) on ledger.streams from yiwang_app, yiwang_worker;
revoke usage on sequence ledger.entry_ids from yiwang_app, yiwang_worker;
-- Old answers and new months are looked after by the worker.
grant execute on function ledger.ensure_months(date, integer) to yiwang_worker;
