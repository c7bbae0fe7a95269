SELECT string_agg(whole, ',' ORDER BY id) = 'Ada L,Bob M' FROM app."Odd ""T x"
