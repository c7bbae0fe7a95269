INSERT INTO app.orders VALUES (1, 'old'); INSERT INTO app.orders_new VALUES (7, 'new')
