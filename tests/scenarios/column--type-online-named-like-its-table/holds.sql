SELECT string_agg(concat_ws('|', id, "Odd ""T x", z), ',' ORDER BY id) = '1|2|3,2|5|6' FROM app."Odd ""T x"
