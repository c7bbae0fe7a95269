INSERT INTO app.items VALUES (1, 'large'), (2, 'middle');
