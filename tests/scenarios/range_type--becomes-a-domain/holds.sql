SELECT (SELECT string_agg(one::text, ' ' ORDER BY id) FROM app."Ite ""T x" one) = '(1,"[1,2)","{[1,2),[3,4)}","[5,6)","[7,8)","(""[1,2)"",3)",2020) (2,empty,,,,,)';
SELECT (SELECT h::text FROM app.parts) = '[2020-02-02,2020-03-03)';
