-- Explanations of decision tables hold answers of a form: they go with the personal data of their subject.
grant delete on flows.applied_tables to yiwang_app;
