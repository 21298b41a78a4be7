-- Items of the one library, their immutable versions, and what search needs of them.
create schema catalogue;
grant usage on schema catalogue to yiwang_app, yiwang_reader;

create table catalogue.items (
  jurisdiction text collate "C" not null,
  id uuid not null,
  -- Who numbered the item, and under what key: an import finds it again by these.
  source_system text collate "C" not null,
  source_key text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  state text not null default 'published',
  previous_state text not null default 'draft',
  state_effective_on date not null,
  state_basis text,
  state_document_no text,
  state_running_cases text,
  -- Of the row, for acts that name what they saw; the item's own versions are counted by the source.
  revision integer not null default 1,
  created_at timestamptz not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, source_system, source_key),
  constraint items_state_is_known check (state in ('draft', 'published', 'suspended', 'abolished')),
  constraint items_previous_state_is_known check (previous_state in ('draft', 'published', 'suspended')),
  constraint items_abide_by_their_jurisdiction check (left(division, 6) = jurisdiction),
  constraint items_change_state_with_a_basis check (state in ('draft', 'published') or state_basis is not null)
);
create index items_by_division on catalogue.items (division, id);

create table catalogue.item_versions (
  jurisdiction text collate "C" not null,
  item_id uuid not null,
  version integer not null,
  effective_on date not null,
  -- The day on which a later version took over; the last day on which this one held is the one before.
  superseded_on date,
  name text not null,
  code text collate "C" not null,
  content jsonb not null,
  content_digest bytea not null,
  import_id uuid not null,
  published_at timestamptz not null,
  primary key (jurisdiction, item_id, version),
  foreign key (jurisdiction, item_id) references catalogue.items (jurisdiction, id),
  constraint item_versions_count_from_one check (version >= 1),
  constraint item_versions_have_a_digest check (length(content_digest) = 32)
);
create index item_versions_by_code on catalogue.item_versions (jurisdiction, code);

-- 现行 versions, and those announced, as search reads them: narrow, and nothing that is not asked for.
create table catalogue.search_entries (
  jurisdiction text collate "C" not null,
  item_id uuid not null,
  version integer not null,
  from_on date not null,
  until_on date,
  division text collate "C" not null,
  organization_id text collate "C" not null,
  organization_name text not null,
  power_type text not null,
  audience text[] not null,
  themes text[] not null,
  is_common boolean not null,
  accepts_online boolean not null,
  -- In compatibility form and lower case, as questions are; by bytes, so that a beginning is a range of the index.
  name text collate "C" not null,
  -- A the name and the keywords, B what people call it, themes and department, C the rest.
  words tsvector not null,
  primary key (jurisdiction, item_id, version),
  foreign key (jurisdiction, item_id, version) references catalogue.item_versions (jurisdiction, item_id, version)
);
create index search_entries_by_words on catalogue.search_entries using gin (words);
create index search_entries_by_name on catalogue.search_entries using gin (name gin_trgm_ops);
create index search_entries_by_beginning on catalogue.search_entries (name);
create index search_entries_by_organization on catalogue.search_entries (organization_id);
create index search_entries_in_order on catalogue.search_entries (is_common desc, division, name, item_id);

grant select, insert, update on catalogue.items to yiwang_app;
-- What a published version says is never rewritten: only the day on which it ended may be set.
grant select, insert, update (superseded_on) on catalogue.item_versions to yiwang_app;
grant select, insert, update, delete on catalogue.search_entries to yiwang_app;
grant select on all tables in schema catalogue to yiwang_reader;
