-- The wall under the permits: who holds which office is public, who changes it does so within reach; an official's posts go with the official.
select platform.wall('organizations.organizations', division => 'division', everybody_reads => true);
select platform.wall('organizations.windows', division => 'division', everybody_reads => true);
select platform.wall('organizations.staff', division => 'division', id => 'id', everybody_reads => true);
select platform.wall('organizations.posts', division => 'division', id => 'staff_id', everybody_reads => true);
select platform.wall('organizations.authorizations', division => 'division');
select platform.wall('organizations.appointments', division => 'division');
-- The register of places is the country's: anybody reads it, imports for the place write it.
select platform.wall('organizations.divisions', division => 'code', everybody_reads => true);
