-- The wall under the permits: anybody reads items, their versions and the search; who keeps them changes them within reach.
-- A policy that is true for everybody is no condition of a query: search has none.
select platform.wall('catalogue.items', division => 'division', everybody_reads => true);
select platform.wall('catalogue.item_versions', county => 'jurisdiction', everybody_reads => true);
select platform.wall('catalogue.search_entries', division => 'division', everybody_reads => true);
