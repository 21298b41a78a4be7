-- Who erased a value that lay beside the chain: shown in its place.
alter table ledger.personal add column erased_by text;
alter table ledger.personal add check (erased_by is null or erased_at is not null);
grant update (erased_by) on ledger.personal to yiwang_app;
