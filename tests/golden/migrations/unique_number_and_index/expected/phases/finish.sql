do $$ begin
  alter table apps.mod_shop_clients validate constraint mod_shop_clients_last_name_check;
exception when check_violation then null;
end $$;
