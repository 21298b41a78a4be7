-- Acts that time starts read items too: a case that nobody answered is deemed accepted on its item's periods and flow.
grant usage on schema catalogue to yiwang_worker;
grant select on all tables in schema catalogue to yiwang_worker;
