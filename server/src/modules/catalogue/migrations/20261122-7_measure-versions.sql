-- What a version asks of an applicant, in figures: the account of what was cut between two dates adds them up without reading whole items.
-- Workdays: a limit in calendar days counts five for seven; on the spot is none; where no law sets a limit there is no figure.
alter table catalogue.item_versions
  add column organization_name text generated always as (content->>'organizationName') stored,
  add column step_count integer generated always as (jsonb_array_length(content->'steps')) stored,
  add column material_count integer generated always as (jsonb_array_length(content->'materials')) stored,
  add column promised_workdays integer generated always as (
    case content->'promisedLimit'->>'unit'
      when 'workday' then (content->'promisedLimit'->>'value')::integer
      when 'day' then round((content->'promisedLimit'->>'value')::numeric * 5 / 7)::integer
      when 'instant' then 0
    end) stored,
  add column statutory_workdays integer generated always as (
    case content->'statutoryLimit'->>'unit'
      when 'workday' then (content->'statutoryLimit'->>'value')::integer
      when 'day' then round((content->'statutoryLimit'->>'value')::numeric * 5 / 7)::integer
      when 'instant' then 0
    end) stored;
