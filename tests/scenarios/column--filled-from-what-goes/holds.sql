SELECT string_agg(concat_ws('|', id, whole, code, label, state), ',' ORDER BY id) = '1|Ada L|a1|one|sent,2|Bob M|b2|two|draft' FROM app."Odd ""T x"
