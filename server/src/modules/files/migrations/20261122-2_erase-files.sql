-- A file whose content was erased with somebody's personal data: its digest stays, its name and its content do not.
alter table files.files add column erased_at timestamptz;
create index files_erased on files.files (sha256) where erased_at is not null;
grant update (name_sealed, erased_at) on files.files to yiwang_app;
