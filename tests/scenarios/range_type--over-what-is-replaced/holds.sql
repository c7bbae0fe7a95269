SELECT (SELECT count(*) FROM app."Ite ""T x" WHERE upper("Ran ""C x") IN (3, 30) AND o IN ('[1,5)', '(,5)')) = 2;
SELECT (SELECT (m, a, s, b)::text FROM app."Ite ""T x" WHERE n = 1) = '("{[1,2),[4,5)}","{""[1,2)"",empty}","[7,8)","{""(\\""[1,2)\\"",\\""[3,4)\\"")""}")';
SELECT (SELECT string_agg(coalesce(o::text, '-'), ' ') FROM app.parts) = '[1,2] -';
