-- Sign-in by certificates of trusted authorities: their word carries a level like that of an upstream provider, as a ground of its own.
alter table identity.real_name_checks
  drop constraint real_name_checks_kind_is_known,
  add constraint real_name_checks_kind_is_known
    check (kind in ('phone', 'population', 'face', 'bank-card', 'certificate', 'upstream', 'digital-certificate')),
  drop constraint real_name_checks_upstream_says_its_level,
  add constraint real_name_checks_words_of_others_say_their_level
    check ((kind in ('upstream', 'digital-certificate')) = (gives is not null) and gives between 2 and 3);
