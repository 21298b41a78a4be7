-- Values of before are sealed under a new data key by the worker (platform/vault): it writes the sealed columns, and reads what it opens.
grant update (name_sealed) on files.files to yiwang_worker;
