-- Whoever follows this catalogue is told why an item was suspended, resumed or abolished too; the list is made anew from the record.
alter table catalogue.item_changes
  add column basis text,
  add column document_no text,
  add column running_cases text;
