INSERT INTO app.items VALUES ('[1,2)', '[1,2)', '[1,2)', ARRAY['{[1,2)}'::app.many]);
