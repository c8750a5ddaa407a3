-- Says what changed: an action, what it was done to, and its columns before and after.
create function sayso_audit() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  unseen text[] := tg_argv[0]::text[];
  sized text[] := tg_argv[1]::text[];
  old_row jsonb;
  new_row jsonb;
  said jsonb;
  person uuid;
  of_module uuid;
  module_name text := '';
  module_status text;
  module_version text;
  module_agency uuid;
  module_number integer;
  action text;
  resource text;
  resource_id text;
  resource_name text;
  agencies uuid[];
  found_changes jsonb;
begin
  if tg_table_name = 'revisions' then  -- whose specs are long
    new_row := jsonb_build_object('id', new.id, 'agency_id', new.agency_id, 'module_id', new.module_id,
      'number', new.number, 'kind', new.kind, 'target', new.target, 'version', new.version,
      'reason', new.reason, 'sentences', new.sentences);
  else
    old_row := case when tg_op <> 'INSERT' then to_jsonb(old) - unseen end;
    new_row := case when tg_op <> 'DELETE' then to_jsonb(new) - unseen end;
  end if;
  said := coalesce(new_row, old_row);
  if old_row is not distinct from new_row or tg_op <> 'INSERT' and sayso_is_gone(said, tg_table_name) then
    return null;
  end if;
  person := coalesce(said ->> 'user_id', case tg_table_name when 'users' then said ->> 'id' end);
  of_module := said ->> 'module_id';
  resource_id := said ->> 'id';
  resource_name := coalesce(said ->> 'name', '');
  agencies := array[(said ->> 'agency_id')::uuid];
  action := sayso_action(tg_table_name, tg_op, old_row, new_row);
  if action is null then
    return null;
  end if;
  old_row := sayso_flat(old_row);
  new_row := sayso_flat(new_row);
  select coalesce(jsonb_object_agg(key, jsonb_build_array(
      sayso_said(key, old_row -> key, sized), sayso_said(key, new_row -> key, sized))), '{}')
    into found_changes
    from jsonb_object_keys(coalesce(old_row, '{}') || coalesce(new_row, '{}')) as key
    where old_row -> key is distinct from new_row -> key
      and key <> 'id' and (key <> 'agency_id' or tg_op = 'UPDATE')
      and (coalesce(old_row -> key, 'null') <> 'null' or coalesce(new_row -> key, 'null') <> 'null');
  if of_module is not null then
    select m.name, m.status, m.version, m.agency_id, r.number
      into module_name, module_status, module_version, module_agency, module_number
      from modules m left join revisions r on r.id = m.revision_id where m.id = of_module;
  end if;
  case tg_table_name
    when 'agencies' then
      resource := 'agency';
      agencies := case when tg_op <> 'DELETE' then array[(said ->> 'id')::uuid] end;
    when 'sites' then
      resource := 'site';
    when 'users' then
      resource := 'user';
      resource_name := sayso_person(person);
      agencies := sayso_agencies_of(person);
    when 'memberships' then
      resource := 'user';
      resource_id := person;
      resource_name := sayso_person(person);
    when 'sessions', 'links', 'identities' then
      resource := case tg_table_name when 'sessions' then 'session' else 'user' end;
      resource_id := coalesce(resource_id, person::text);
      resource_name := concat_ws(' in ', sayso_person(person), nullif(module_name, ''));
      agencies := case
        when of_module is not null then array[module_agency]
        when said ->> 'agency_id' is not null then agencies
        else sayso_agencies_of(person) end;
    when 'members' then
      resource := 'member';
      resource_name := concat_ws(' at ', sayso_person(person),
        (select s.name from sites s where s.id = (said ->> 'site_id')::uuid));
    when 'member_roles' then
      resource := 'member';
      resource_id := said ->> 'member_id';
      select concat_ws(' in ', sayso_person(m.user_id), module_name) into resource_name
        from members m where m.id = resource_id::uuid;
    when 'invitations' then
      resource := 'invitation';
      resource_name := concat_ws(' to ', said ->> 'email', nullif(module_name, ''));
    when 'api_keys' then
      resource := 'api_key';
      resource_name := format('%s (%s…)', said ->> 'name', said ->> 'prefix');
    when 'public_confirmations' then
      resource := 'module';
      resource_id := of_module;
      resource_name := module_name;
    when 'changes' then
      resource := 'change';
      resource_name := module_name || ': ' || (said ->> 'text');
    when 'saved_files' then
      resource := 'file';
      resource_id := of_module::text || ':' || (said ->> 'path');
      resource_name := module_name || ': ' || (said ->> 'path');
    when 'modules' then
      resource := 'module';
    when 'revisions' then
      perform set_config('sayso.published_module', of_module::text, true);
      if module_status = 'draft' then
        if module_number is null then
          return null;
        end if;
        action := 'module.changed';
      end if;
      resource := 'module';
      resource_id := of_module;
      resource_name := module_name;
      if module_number is not null then
        found_changes := found_changes || jsonb_build_object('number', jsonb_build_array(module_number,
          said -> 'number'), 'version', jsonb_build_array(module_version, said -> 'version'));
      end if;
  end case;
  perform sayso_write(action, resource, resource_id, resource_name, found_changes, agencies);
  return null;
end $$;
