-- 下放、承接、取消: acts over items by document, proposed by one and decided by another; who takes over answers with a document of its own.
create table catalogue.adjustments (
  jurisdiction text collate "C" not null,
  id uuid not null,
  item_id uuid not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  kind text not null,
  state text not null default 'proposed',
  document_no text not null,
  document_title text not null,
  document_on date not null,
  effective_on date not null,
  reason text not null,
  -- Of a cancellation: what becomes of cases that run.
  running_cases text,
  proposed_by text collate "C" not null,
  proposed_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz,
  opinion text,
  version integer not null default 1,
  primary key (jurisdiction, id),
  foreign key (jurisdiction, item_id) references catalogue.items (jurisdiction, id),
  constraint adjustments_kind_is_known check (kind in ('hand-down', 'cancel')),
  constraint adjustments_state_is_known check (state in ('proposed', 'decided', 'refused')),
  constraint adjustments_are_decided_by_another check (decided_by is null or decided_by <> proposed_by),
  constraint adjustments_say_who_decided check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint adjustments_cancel_cases check ((running_cases is not null) = (kind = 'cancel'))
);
create index adjustments_by_item on catalogue.adjustments (jurisdiction, item_id, proposed_at desc);
-- One waits at a time.
create unique index adjustments_wait_alone on catalogue.adjustments (jurisdiction, item_id) where state = 'proposed';

create table catalogue.takeovers (
  jurisdiction text collate "C" not null,
  adjustment_id uuid not null,
  organization_id text collate "C" not null,
  -- Of the organ that takes over, as it was called then.
  division text collate "C" not null,
  organization_name text not null,
  division_name text not null,
  state text not null default 'offered',
  document_no text,
  document_title text,
  document_on date,
  effective_on date,
  reason text,
  -- The organ's own item and the draft in which it began; of whatever jurisdiction.
  item_id text collate "C",
  draft_id text collate "C",
  answered_by text collate "C",
  answered_at timestamptz,
  version integer not null default 1,
  primary key (jurisdiction, adjustment_id, organization_id),
  foreign key (jurisdiction, adjustment_id) references catalogue.adjustments (jurisdiction, id),
  constraint takeovers_state_is_known check (state in ('offered', 'taken-over', 'declined')),
  constraint takeovers_rest_on_a_document check ((state = 'taken-over') = (document_no is not null)
    and (state = 'taken-over') = (document_title is not null) and (state = 'taken-over') = (document_on is not null)
    and (state = 'taken-over') = (effective_on is not null) and (state = 'taken-over') = (item_id is not null)
    and (state = 'taken-over') = (draft_id is not null)),
  constraint takeovers_say_why_not check ((state = 'declined') = (reason is not null))
);
create index takeovers_by_item on catalogue.takeovers (item_id) where item_id is not null;
create index takeovers_by_draft on catalogue.takeovers (draft_id) where draft_id is not null;

grant select, insert, update on catalogue.adjustments, catalogue.takeovers to yiwang_app;
grant select on catalogue.adjustments, catalogue.takeovers to yiwang_reader, yiwang_worker;
-- The documents are public, and the guide tells of them: who takes over answers within its own reach.
select platform.wall('catalogue.adjustments', division => 'division', everybody_reads => true);
select platform.wall('catalogue.takeovers', division => 'division', everybody_reads => true);
