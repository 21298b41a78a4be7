-- What a version asks of an applicant, in figures: the account of what was cut between two dates adds them up without reading whole items.
-- Workdays: a limit in calendar days counts five for seven; on the spot is none; where no law sets a limit there is no figure.
create function catalogue.workdays_of(item_limit jsonb) returns integer
  language sql immutable strict parallel safe as $$
  select case item_limit->>'unit'
    when 'workday' then (item_limit->>'value')::int
    when 'day' then round((item_limit->>'value')::numeric * 5 / 7)::int
    when 'instant' then 0
  end $$;
grant execute on function catalogue.workdays_of(jsonb) to yiwang_app, yiwang_worker, yiwang_reader;

alter table catalogue.item_versions
  add column organization_name text generated always as (content->>'organizationName') stored,
  add column step_count integer generated always as (jsonb_array_length(content->'steps')) stored,
  add column material_count integer generated always as (jsonb_array_length(content->'materials')) stored,
  add column promised_workdays integer generated always as (catalogue.workdays_of(content->'promisedLimit')) stored,
  add column statutory_workdays integer generated always as (catalogue.workdays_of(content->'statutoryLimit')) stored;
