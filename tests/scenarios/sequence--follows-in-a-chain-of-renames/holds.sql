SELECT nextval('app.b_id_seq') = 51;
SELECT nextval('app.z_id_seq') = 4;
SELECT nextval('app.users_id_seq') = 8
