INSERT INTO app.items VALUES (1, 'red'), (2, 'blue');
