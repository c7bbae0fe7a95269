SELECT (SELECT string_agg(one::text, ' ' ORDER BY id) FROM app."Ite ""T x" one) = '(1,"[1,2]","{""[1,2,3]""}") (2,"[0,0]",)';
