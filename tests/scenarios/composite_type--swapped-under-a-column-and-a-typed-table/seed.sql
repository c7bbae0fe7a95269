INSERT INTO app.visits VALUES (NULL, true), (NULL, NULL); INSERT INTO app.orders VALUES ('(,t)');
