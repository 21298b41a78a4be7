-- The wall under the permits: figures of the places that one watches.
select platform.wall('supervision.daily_acts', division => 'division');
