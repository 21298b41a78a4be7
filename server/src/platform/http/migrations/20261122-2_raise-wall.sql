-- The wall under the permits: an answer is given again only to whom it was given.
select platform.wall('http.idempotency', owner => 'owner');
