-- The officials' list, newest first: within a county the index gives the order, so that a page costs a page.
create index cases_newest_of_county on cases.cases (jurisdiction, updated_at desc, id desc) where state <> 'draft';
