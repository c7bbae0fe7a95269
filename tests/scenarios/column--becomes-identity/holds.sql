SELECT nextval(pg_get_serial_sequence('app."Odd ""T x"', 'id')) = 6;
SELECT nextval(pg_get_serial_sequence('app.desc', 'id')) = -6;
SELECT nextval(pg_get_serial_sequence('app.empty', 'id')) = 1
