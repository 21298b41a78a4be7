-- Drafts of items on their way through two reviews, and a version's origin: an import, or a draft.
create table catalogue.item_drafts (
  jurisdiction text collate "C" not null,
  id uuid not null,
  -- Of a new item too: it is published under this id.
  item_id uuid not null,
  base_version integer,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  -- As typed so far, for lists.
  name text not null default '',
  code text not null default '',
  state text not null default 'drafting',
  reason text,
  effective_on date,
  round integer not null default 0,
  editors text[] collate "C" not null default '{}',
  reviewer_id text collate "C",
  publisher_id text collate "C",
  published_version integer,
  created_at timestamptz not null,
  edited_at timestamptz not null,
  version integer not null default 1,
  primary key (jurisdiction, id),
  constraint item_drafts_state_is_known check (state in ('drafting', 'in-review', 'in-approval', 'published', 'discarded')),
  constraint item_drafts_abide_by_their_jurisdiction check (left(division, 6) = jurisdiction),
  constraint item_drafts_are_published_as_a_version check ((state = 'published') = (published_version is not null)),
  -- 起草、审核、发布 are three people.
  constraint item_drafts_are_reviewed_by_others check (not (reviewer_id = any (editors))),
  constraint item_drafts_are_published_by_others check (not (publisher_id = any (editors)) and publisher_id <> reviewer_id)
);
-- An item is changed in one draft at a time.
create unique index item_drafts_open on catalogue.item_drafts (jurisdiction, item_id)
  where state in ('drafting', 'in-review', 'in-approval');
create index item_drafts_by_division on catalogue.item_drafts (division, edited_at desc, id);

create table catalogue.draft_sections (
  jurisdiction text collate "C" not null,
  draft_id uuid not null,
  section text collate "C" not null,
  content jsonb not null,
  -- 0: as it was when the draft began.
  version integer not null default 0,
  edited_by text collate "C",
  edited_at timestamptz,
  primary key (jurisdiction, draft_id, section),
  foreign key (jurisdiction, draft_id) references catalogue.item_drafts (jurisdiction, id)
);

alter table catalogue.item_versions
  alter column import_id drop not null,
  add column draft_id uuid,
  add constraint item_versions_come_from_somewhere check (num_nonnulls(import_id, draft_id) = 1);

grant select, insert, update on catalogue.item_drafts, catalogue.draft_sections to yiwang_app;
grant select on catalogue.item_drafts, catalogue.draft_sections to yiwang_reader, yiwang_worker;
select platform.wall('catalogue.item_drafts', division => 'division');
select platform.wall('catalogue.draft_sections', parent => 'catalogue.item_drafts', parent_key => 'draft_id');
