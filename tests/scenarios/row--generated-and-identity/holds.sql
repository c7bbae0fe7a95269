SELECT nextval('app."Ge ""N x_id_seq"') = 31
