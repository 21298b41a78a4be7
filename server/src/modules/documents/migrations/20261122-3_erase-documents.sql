-- What a document said was erased with somebody's personal data; that it was issued, by whom, when and under which number stays.
alter table documents.documents add column erased_at timestamptz;
