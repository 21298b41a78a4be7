-- Acts that time starts issue documents too: the notice that a case is deemed accepted.
grant insert on documents.documents to yiwang_worker;
