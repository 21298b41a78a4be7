-- What a notice said is erased with the personal data of the thing it was about.
grant update (title, body) on notices.notices to yiwang_app;
create index notices_by_subject on notices.notices (subject) where subject is not null;
