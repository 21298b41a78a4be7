-- Exported files are erased when their days are over: by the worker, since nobody asks for it then.
grant update (erased_at) on files.files to yiwang_worker;
