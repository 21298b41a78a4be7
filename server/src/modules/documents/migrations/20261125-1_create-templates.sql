-- Templates of documents that are published here, each version immutable; a document says which one it was made with.
create table documents.templates (
  jurisdiction text collate "C" not null,
  id text collate "C" not null,
  version integer not null check (version >= 1),
  kind text collate "C" not null,
  name text not null,
  -- The list of blocks as JSON, byte for byte what the digest is of.
  blocks text not null check (octet_length(blocks) <= 131072),
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  published_by text,
  primary key (jurisdiction, id, version)
);
grant select, insert on documents.templates to yiwang_app;
grant select on documents.templates to yiwang_reader, yiwang_worker;

-- Empty for a document made with a template that the product ships: its id is its kind.
alter table documents.documents add column template_jurisdiction text collate "C", add column kind text collate "C";
alter table documents.documents add constraint documents_name_their_published_template
  check (num_nulls(template_jurisdiction, kind) in (0, 2)) not valid;
