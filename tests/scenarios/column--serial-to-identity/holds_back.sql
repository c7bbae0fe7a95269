SELECT nextval('app."Odd ""T x_id_seq"') = 5;
SELECT nextval('app.b_id_seq') = 4;
SELECT nextval('app.s_id_seq') = 21;
SELECT nextval('app.empty_id_seq') = 2
