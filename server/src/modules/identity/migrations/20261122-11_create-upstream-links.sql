-- Sign-in with accounts of other systems: whom an upstream provider's subject belongs to here, and levels that its word carries.
create table identity.upstream_links (
  jurisdiction text collate "C" not null default '000000',
  upstream text collate "C" not null,
  -- The subject by blind index: it may be a citizen id.
  subject_blind bytea not null,
  account_id text collate "C" not null,
  linked_at timestamptz not null,
  primary key (jurisdiction, upstream, subject_blind),
  unique (jurisdiction, upstream, account_id),
  constraint upstream_links_belong_to_the_installation check (jurisdiction = '000000')
);
create index upstream_links_by_account on identity.upstream_links (account_id);
grant select, insert, delete on identity.upstream_links to yiwang_app;
grant select on identity.upstream_links to yiwang_worker;

alter table identity.real_name_checks
  add column gives smallint,
  drop constraint real_name_checks_kind_is_known,
  add constraint real_name_checks_kind_is_known
    check (kind in ('phone', 'population', 'face', 'bank-card', 'certificate', 'upstream')),
  add constraint real_name_checks_upstream_says_its_level check ((kind = 'upstream') = (gives is not null) and gives between 2 and 3);

-- By whom a session was opened, so that signing out can say where one is still signed in.
alter table identity.sessions add column upstream text;

-- Asked before it is known who comes; only an account's own go away again.
select platform.wall('identity.upstream_links', keys => '{account_id}', everybody_reads => true, everybody_adds => true);
