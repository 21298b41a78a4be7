-- Copies of personal data go when their days are over: the worker erases them, as the act of a person erases uploads.
grant update (name_sealed, erased_at) on files.files to yiwang_worker;
