SELECT string_agg(concat_ws('|', color, shade, several, label), ',' ORDER BY label) = 'red|dark|{red}|A,navy|red|{navy}|BB,teal|teal|{teal,navy}|C' FROM app."Odd ""T x"
