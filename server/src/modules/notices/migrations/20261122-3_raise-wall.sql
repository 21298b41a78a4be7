-- The wall under the permits: anybody's act may send a notice, and only who gets it reads it; it is erased with the thing it was about.
select platform.wall('notices.notices', owner => 'account_id', keys => '{subject}', everybody_adds => true);
select platform.wall('notices.deliveries', parent => 'notices.notices', parent_key => 'notice_id', everybody_adds => true);
