SELECT (SELECT last_value FROM public."Odd ""T x_a_seq") = 3 AND (SELECT last_value FROM public."Odd ""T x_c_seq") = 3 AND (SELECT last_value FROM public."Odd ""T x_d_seq") = 3;
