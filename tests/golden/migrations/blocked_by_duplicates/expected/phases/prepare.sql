create unique index concurrently if not exists _new_41c04b53a61c on apps.mod_shop_clients (site_id, lower(email));
