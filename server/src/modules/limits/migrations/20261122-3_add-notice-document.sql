-- The written notice by which an applicant was told of a stop, as a document of this platform.
alter table limits.intervals add column notice_document_id text;
