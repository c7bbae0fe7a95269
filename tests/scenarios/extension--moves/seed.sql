INSERT INTO app.items VALUES (1, '[1,2,3]');
