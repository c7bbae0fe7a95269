SELECT nextval('app."Odd ""T x_id_seq"') = 5
