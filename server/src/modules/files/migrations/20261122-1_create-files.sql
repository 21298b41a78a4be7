-- Files: what was stored, and what each file belongs to. The content lies in the blob store, named by its digest.
create schema files;
grant usage on schema files to yiwang_app, yiwang_reader, yiwang_worker;

create table files.files (
  jurisdiction text collate "C" not null,
  id uuid not null,
  sha256 text collate "C" not null,
  bytes bigint not null,
  media_type text not null,
  purpose text not null,
  -- A file's name often holds a person's.
  name_sealed bytea not null,
  owner_account_id text collate "C",
  stored_at timestamptz not null,
  primary key (jurisdiction, id),
  constraint files_sha256_is_a_digest check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint files_are_not_empty check (bytes > 0)
);
create index files_by_content on files.files (sha256);

-- One row a subject that a file belongs to; it holds all that the permit to read asks for.
create table files.links (
  jurisdiction text collate "C" not null,
  file_id uuid not null,
  subject text collate "C" not null,
  division text collate "C" not null,
  organization_id text collate "C",
  owner_account_id text collate "C",
  linked_at timestamptz not null,
  primary key (jurisdiction, file_id, subject),
  foreign key (jurisdiction, file_id) references files.files (jurisdiction, id)
);
create index links_by_subject on files.links (subject, linked_at);

grant select, insert on files.files, files.links to yiwang_app, yiwang_worker;
grant select on files.files, files.links to yiwang_reader;
