-- Documents: issued at once with their act; the PDF is made by a job and kept as a file. Number formats of organizations.
create schema documents;
grant usage on schema documents to yiwang_app, yiwang_reader, yiwang_worker;

create table documents.documents (
  jurisdiction text collate "C" not null,
  id uuid not null,
  subject text collate "C" not null,
  template text not null,
  template_version integer not null,
  title text not null,
  -- Empty only between the act and its commit.
  document_no text,
  organization_id text collate "C" not null,
  organization_name text not null,
  division text collate "C" not null,
  recipient_account_id text collate "C",
  is_sealed boolean not null,
  verify_code text collate "C" not null,
  issued_at timestamptz not null,
  data_sealed bytea not null,
  file_id text collate "C",
  sha256 text collate "C",
  pages integer,
  rendered_at timestamptz,
  primary key (jurisdiction, id),
  unique (jurisdiction, organization_id, document_no),
  constraint documents_are_rendered_whole check (num_nulls(file_id, sha256, pages, rendered_at) in (0, 4))
);
create index documents_by_subject on documents.documents (subject, issued_at);
create unique index documents_by_verify_code on documents.documents (verify_code);

create table documents.number_formats (
  jurisdiction text collate "C" not null,
  organization_id text collate "C" not null,
  format text not null,
  primary key (jurisdiction, organization_id)
);

grant select, insert, update on documents.documents, documents.number_formats to yiwang_app;
grant select, update on documents.documents to yiwang_worker;
grant select on documents.number_formats to yiwang_worker;
grant select on documents.documents, documents.number_formats to yiwang_reader;
