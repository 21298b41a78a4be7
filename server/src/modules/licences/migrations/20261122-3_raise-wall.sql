-- The wall under the permits: licences within reach, one's own, of one's case, and the one whose identifier somebody holds.
select platform.wall('licences.licences', division => 'division', owner => 'owner_account_id',
  keys => '{owner_account_id,case_id,identifier}');
