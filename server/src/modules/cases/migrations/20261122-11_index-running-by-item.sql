-- How many cases run on each version of an item: asked before a new version is published.
create index cases_running_by_item on cases.cases (item_id, item_version)
  where state in ('submitted', 'preReview', 'preReturned', 'received', 'correction', 'accepted', 'granted', 'denied', 'licenceMade', 'delivered');
