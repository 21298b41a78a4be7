-- Values of before are sealed under a new data key by the worker (platform/vault): it writes the sealed columns, and reads what it opens.
grant select, update (file_name) on cases.material_files to yiwang_worker;
