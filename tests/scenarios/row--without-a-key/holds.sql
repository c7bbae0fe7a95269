SELECT array_agg(code || '=' || name ORDER BY name) = ARRAY['\N=a word of COPY', '=empty', 'a=new'] FROM app."Odd ""T x";
SELECT count(*) = 1 FROM app.pairs;
