SELECT array_agg(id ORDER BY id) = ARRAY[100, 105, 110, 115] FROM app.people;
SELECT nextval('app.people_id_seq') = 120;
