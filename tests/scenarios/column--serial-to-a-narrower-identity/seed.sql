SELECT nextval('app."Odd ""T x_I ""D x_seq"'); INSERT INTO app."Odd ""T x" VALUES (1);
