-- What is published of the tree: the roots of its complete subtrees, so that a tile is read and not computed; the checkpoints
-- that were signed, which nothing signed later may contradict; and what witnesses said to them.
create table ledger.subtrees (
  level smallint not null check (level >= 1),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);
grant select on ledger.subtrees to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert on ledger.subtrees to yiwang_sequencer;

create table ledger.checkpoints (
  origin text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null,
  primary key (origin, size)
);
grant select on ledger.checkpoints to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert on ledger.checkpoints to yiwang_sequencer;

create table ledger.cosignatures (
  origin text not null,
  size bigint not null,
  witness text not null,
  line text not null,
  cosigned_at timestamptz not null,
  primary key (origin, size, witness),
  foreign key (origin, size) references ledger.checkpoints (origin, size)
);
grant select on ledger.cosignatures to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert on ledger.cosignatures to yiwang_sequencer;

-- The last answer of each witness, good or bad.
create table ledger.witnesses (
  witness text primary key,
  size bigint not null,
  answer text not null,
  detail text not null,
  answered_at timestamptz not null
);
grant select on ledger.witnesses to yiwang_app, yiwang_reader, yiwang_worker;
grant select, insert, update on ledger.witnesses to yiwang_sequencer;

-- A record that was begun earlier: its complete subtrees, level by level.
do $$
declare
  height integer := 0;
begin
  create temporary table nodes on commit drop as select position as n, leaf_hash as hash from ledger.positions;
  while (select count(*) from nodes) > 1 loop
    create temporary table joined on commit drop as
      select l.n / 2 as n, sha256('\x01'::bytea || l.hash || r.hash) as hash
      from nodes as l join nodes as r on r.n = l.n + 1 where l.n % 2 = 0;
    drop table nodes;
    alter table joined rename to nodes;
    height := height + 1;
    if height % 8 = 0 then
      insert into ledger.subtrees (level, index, hash) select height / 8, n, hash from nodes;
    end if;
  end loop;
  drop table nodes;
end $$;
