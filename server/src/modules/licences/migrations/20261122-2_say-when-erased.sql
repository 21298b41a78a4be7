-- Where the holder of a licence stood it says on which day the personal data were erased (个人信息保护法 art. 47).
alter table licences.licences add column erased_on date;
