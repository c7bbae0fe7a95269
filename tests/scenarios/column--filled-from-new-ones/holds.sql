SELECT string_agg(c, ',' ORDER BY id) = 'x!x!,y!y!' FROM app."Odd ""T x"
