-- The wall under the permits: entries of one's county, and of the stream that an act names. Entries are written by `ledger.append`
-- alone, which runs as the owner; what lies beside them is written by the act and read with them.
select platform.wall('ledger.entries', county => 'jurisdiction', keys => '{stream}', reader_reads => true);
create policy sequencer on ledger.entries for select to yiwang_sequencer using (true);
select platform.wall('ledger.streams', county => 'jurisdiction', keys => '{stream}', reader_reads => true);
select platform.wall('ledger.personal', county => 'jurisdiction', everybody_adds => true, reader_reads => true);
-- Who reaches an entry reads what lies beside it, and erases it.
create policy of_entry on ledger.personal to yiwang_app
  using (exists (select from ledger.entries e where e.id = entry_id));
-- What lies beside an entry stays here when its year is detached; its position tells the stream.
create policy of_archived_entry on ledger.personal to yiwang_app
  using (exists (select from ledger.positions p where p.entry_id = personal.entry_id
    and p.stream = any (string_to_array(current_setting('yiwang.keys', true), ' '))));
