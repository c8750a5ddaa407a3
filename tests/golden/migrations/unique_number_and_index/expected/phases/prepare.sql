create index concurrently if not exists _new_87f870d1fc56 on apps.mod_shop_clients (site_id, lower(last_name) text_pattern_ops);

create unique index concurrently if not exists _new_06387655ad85 on apps.mod_shop_orders (site_id, number);
