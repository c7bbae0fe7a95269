INSERT INTO app.items VALUES ('{[1,2)}', ARRAY['{[1,2)}'::app.by_default_multirange], '{[1,2)}', '[1,2)');
