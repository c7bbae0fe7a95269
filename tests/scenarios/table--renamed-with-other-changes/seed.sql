INSERT INTO app.purchases VALUES (1, 2.5, 'g'), (2, 3.75, NULL);
