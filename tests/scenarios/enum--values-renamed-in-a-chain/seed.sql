INSERT INTO app.items VALUES (1, 'draft'), (2, 'paid'), (3, 'Sent "x');
