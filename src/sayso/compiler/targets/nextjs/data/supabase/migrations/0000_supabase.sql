-- What the server of this application calls through Supabase: it runs the statements of one request in one
-- transaction, as the member whom the token of the request names. Row-level security binds every one of them.
--
-- The token is signed by the server and never leaves it. Its claims site_id, member_id, module_role and time_zone
-- become the settings that the policies read; its role is sayso_app, which is all that may call this function.
create or replace function public.run_statements(groups jsonb, keep text) returns jsonb
language plpgsql
as $$
declare
  claims       jsonb := current_setting('request.jwt.claims')::jsonb;
  outcomes     jsonb := '[]';
  outcome      jsonb;
  of_group     jsonb;
  statement    jsonb;
  body         text;
  given        text[];
  result       jsonb;
  is_complete  boolean := true;
  state        text;
  message      text;
  constr       text;
  col          text;
  tab          text;
  detail       text;
begin
  perform
    set_config('timezone', 'UTC', true),
    set_config('sayso.site_id', claims ->> 'site_id', true),
    set_config('sayso.member_id', claims ->> 'member_id', true),
    set_config('sayso.role', claims ->> 'module_role', true),
    set_config('sayso.time_zone', claims ->> 'time_zone', true);
  begin
    for of_group in select value from jsonb_array_elements(groups) loop
      begin
        outcome := '[]';
        for statement in select value from jsonb_array_elements(of_group) loop
          select array_agg(value order by ordinality) into given
          from jsonb_array_elements_text(statement -> 'values') with ordinality;
          -- the values travel as one list, so $3 is its third element
          body := regexp_replace(statement ->> 'text', '\$(\d+)', '($1)[\1]', 'g');
          if body ~* '^\s*select\M' or body ~* '\mreturning\M' then
            execute 'with found_rows as (' || body || ') '
              || 'select coalesce(jsonb_agg(to_jsonb(found_rows)), ''[]'') from found_rows'
              into result using given;
          else
            execute body using given;
            result := '[]';
          end if;
          if (statement ->> 'needsRow')::boolean and result = '[]' then
            raise exception using errcode = 'SA002';
          end if;
          outcome := outcome || jsonb_build_array(result);
        end loop;
        outcome := jsonb_build_object('rows', outcome);
        if keep = 'apart' then
          raise exception using errcode = 'SA001';
        end if;
      exception
        when sqlstate 'SA001' then
          null;
        when sqlstate 'SA002' then
          outcome := '{"nothing": true}';
          is_complete := false;
        when others then
          get stacked diagnostics
            state = returned_sqlstate,
            message = message_text,
            constr = constraint_name,
            col = column_name,
            tab = table_name,
            detail = pg_exception_detail;
          outcome := jsonb_build_object('refused', jsonb_build_object(
            'code', state, 'message', message, 'constraint', constr, 'column', col, 'table', tab, 'detail', detail));
          is_complete := false;
      end;
      outcomes := outcomes || jsonb_build_array(outcome);
    end loop;
    if keep in ('never', 'apart') or (keep = 'complete' and not is_complete) then
      raise exception using errcode = 'SA001';
    end if;
  exception
    when sqlstate 'SA001' then
      null;
  end;
  return outcomes;
end $$;

revoke all on function public.run_statements(jsonb, text) from public;
grant usage on schema public to sayso_app;
grant execute on function public.run_statements(jsonb, text) to sayso_app;

-- Supabase opens tables of the schema public to everybody who has the public key; these are for the server alone.
alter table public.sites enable row level security;
alter table public.applied_migrations enable row level security;
do $$
begin
  if exists (select from pg_roles where rolname = 'authenticator') then
    grant sayso_app to authenticator;
  end if;
  if exists (select from pg_roles where rolname = 'anon') then
    revoke all on public.sites, public.members, public.files, public.idempotency_keys, public.applied_migrations
      from anon, authenticated;
    revoke all on function public.run_statements(jsonb, text) from anon, authenticated;
  end if;
  if exists (select from pg_roles where rolname = 'service_role') then
    grant usage on schema public to service_role;
    grant select on public.sites, public.members to service_role;
    grant update (settings) on public.sites to service_role;
  end if;
end $$;
