INSERT INTO app.orders VALUES (1, 'paid');
INSERT INTO app.log VALUES (2, 'paid');
