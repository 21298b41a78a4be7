-- Answers kept for repeated requests with the same Idempotency-Key; sealed, because an answer may name a person.
create schema http;
grant usage on schema http to yiwang_app, yiwang_worker;
create table http.idempotency (
  owner text not null,
  key text not null check (length(key) between 16 and 80),
  request_digest bytea not null,
  answer bytea not null,
  created_at timestamptz not null,
  primary key (owner, key)
);
create index idempotency_by_age on http.idempotency (created_at);
grant select, insert on http.idempotency to yiwang_app;
grant select, delete on http.idempotency to yiwang_worker;
