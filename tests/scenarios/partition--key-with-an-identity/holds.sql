SELECT nextval(pg_get_serial_sequence('app."Odd ""T x"', 'id')) = 3
