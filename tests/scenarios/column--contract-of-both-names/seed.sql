INSERT INTO app.notes VALUES (1, 'one', NULL, 'one', NULL), (2, 'two', 'old', 'two', 'old');
