SELECT nextval(pg_get_serial_sequence('app."Odd ""T x"', 'id')) = 4;
SELECT nextval(pg_get_serial_sequence('app.b', 'id')) = 3;
SELECT nextval(pg_get_serial_sequence('app.s', 'id')) = 20;
SELECT nextval(pg_get_serial_sequence('app.empty', 'id')) = 1
