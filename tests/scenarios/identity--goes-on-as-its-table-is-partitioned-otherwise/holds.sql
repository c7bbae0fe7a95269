SELECT last_value = 3 FROM public."Odd ""T x_a_seq";
