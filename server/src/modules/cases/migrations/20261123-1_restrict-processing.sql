-- 限制处理 (个人信息保护法 art. 47): kept because a law has it kept, and for nothing else: not shown in full, not in lists that leave the platform.
alter table cases.cases add column restricted_at timestamptz;
