SELECT string_agg(concat_ws('|', id, "Base ""V x", upper, coalesce("both", '-'), again), ',' ORDER BY id) = '1|x|X|xy|yy,2|z|Z|-' FROM app."Odd ""T x"
