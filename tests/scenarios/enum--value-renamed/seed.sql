INSERT INTO app.items VALUES (1, 'crimson'), (2, 'green');
