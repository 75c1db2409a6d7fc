--! server-only
-- A dictionary reads its table as a user, `default` when none is named, and a hardened server has no such user. So a server's dictionaries log in as
-- this one, from inside the server: without a password, because a password would stand in plain text in the definition, and harmless,
-- because it may connect from the server's own machine only and sees nothing but list prices and agreements.
-- The embedded engine has its one user, `default`; `migrate` puts the server's into the definitions (132).
-- Never run on a server so far, only parsed. One with `allow_no_password = 0` refuses it: then give the user a password and the dictionaries the same.
CREATE USER IF NOT EXISTS tollgate_dictionary IDENTIFIED WITH no_password HOST LOCAL SETTINGS readonly = 1;

GRANT SELECT ON tollgate.price_providers TO tollgate_dictionary;

GRANT SELECT ON tollgate.price_models TO tollgate_dictionary;

GRANT SELECT ON tollgate.price_ranges TO tollgate_dictionary;
