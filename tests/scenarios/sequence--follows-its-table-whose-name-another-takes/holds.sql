SELECT nextval('app."old ""L ines_id_seq"') = 51;
SELECT nextval('app."Lin ""E s_id_seq"') = 1;
SELECT nextval('app.t_nid_seq') = 51;
SELECT nextval('app.t_id_seq') = 4
