-- Where a stream is verified by itself, its entries that are gone are found by what their positions still say of them.
create index positions_by_stream on ledger.positions (stream, position);
