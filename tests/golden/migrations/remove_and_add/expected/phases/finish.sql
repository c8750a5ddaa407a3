create index concurrently if not exists mod_shop_clients_birthday_idx on apps.mod_shop_clients (site_id, birthday, id);
