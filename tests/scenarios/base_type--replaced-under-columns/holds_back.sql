SELECT (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM app."Ite ""T x" one) = '(0,-1,{NULL},) (7,1,"[2:3]={2,3}",4)';
