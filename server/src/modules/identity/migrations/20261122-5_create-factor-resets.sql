-- A lost factor without recovery codes: one administrator asks for its removal, another grants it.
create table identity.factor_resets (
  jurisdiction text collate "C" not null,
  id uuid not null,
  account_id uuid not null,
  division text collate "C" not null,
  state text not null default 'asked',
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, account_id) references identity.accounts (jurisdiction, id),
  constraint factor_resets_state_is_known check (state in ('asked', 'granted', 'refused')),
  constraint factor_resets_are_decided_by_another check (
    (state = 'asked') = (decided_by is null) and (decided_by is null) = (decided_at is null) and decided_by is distinct from asked_by
  )
);
create index factor_resets_by_division on identity.factor_resets (division, asked_at desc);
create unique index factor_resets_asked_once on identity.factor_resets (jurisdiction, account_id) where state = 'asked';
create index accounts_of_staff_by_division on identity.accounts (division, id) where kind = 'staff';

grant select, insert, update on identity.factor_resets to yiwang_app;
grant select on identity.factor_resets to yiwang_worker;
