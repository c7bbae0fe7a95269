SELECT array_agg("No ""W x" ORDER BY id) = '{2,8}' AND array_agg(narrow ORDER BY id) = '{3,12}' FROM app."Odd ""T x"
