SELECT nextval(pg_get_serial_sequence('app.items', 'id')) > 1005;
SELECT nextval(pg_get_serial_sequence('app.items', 'f')) = 9
