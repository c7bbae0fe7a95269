SELECT color = 'green' AND "Lis ""C x" = '{red,green}' FROM app."Odd ""T x" WHERE id = 1;
