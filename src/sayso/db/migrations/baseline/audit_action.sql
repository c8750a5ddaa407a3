-- What a change is called; none for what follows from something else that is written down.
create function sayso_action(in_table text, op text, old_row jsonb, new_row jsonb) returns text
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  verb text := case op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end;
  is_now boolean;
begin
  case in_table
    when 'agencies' then return 'agency.' || verb;
    when 'sites' then return 'site.' || verb;
    when 'members' then return 'member.' || verb;
    when 'memberships' then return 'membership.' || verb;
    when 'member_roles' then
      return 'module_role.'
        || case op when 'INSERT' then 'given' when 'UPDATE' then 'changed' else 'taken' end;
    when 'users' then
      is_now := (new_row -> 'is_active')::boolean;
      return 'user.' || case
        when op <> 'UPDATE' then verb
        when is_now <> (old_row -> 'is_active')::boolean
          then case when is_now then 'enabled' else 'disabled' end
        when new_row -> 'password_hash' <> old_row -> 'password_hash' then
          case when current_setting('sayso.same_password', true) = 'on' then null else 'password_changed' end
        else verb end;
    when 'invitations' then
      return 'invitation.' || case
        when op = 'INSERT' then 'sent'
        when op = 'DELETE' then 'removed'
        when new_row ->> 'accepted_at' is not null and old_row ->> 'accepted_at' is null then 'accepted'
        when new_row ->> 'revoked_at' is not null and old_row ->> 'revoked_at' is null then 'revoked'
        when new_row -> 'token_hash' <> old_row -> 'token_hash' then 'sent'
        else verb end;
    when 'sessions' then
      return case
        when op = 'INSERT' then 'session.started'
        when op = 'DELETE' then null
        when new_row ->> 'ended_at' is not null and old_row ->> 'ended_at' is null then 'session.ended'
        when new_row ->> 'agency_id' is not null then 'session.changed' end;
    when 'links' then
      return case when op <> 'DELETE' then
        case new_row ->> 'purpose' when 'signin' then 'sign_in_link.' else 'reset_link.' end
        || case op when 'INSERT' then 'made' else 'used' end end;
    when 'identities' then
      return 'identity.'
        || case op when 'INSERT' then 'linked' when 'UPDATE' then 'changed' else 'unlinked' end;
    when 'api_keys' then
      return 'api_key.' || case
        when op = 'UPDATE' and new_row ->> 'revoked_at' is not null and old_row ->> 'revoked_at' is null
          then 'revoked'
        else verb end;
    when 'public_confirmations' then
      return 'public_access.' || case op when 'DELETE' then 'withdrawn' else 'confirmed' end;
    when 'changes' then
      return 'change.' || case
        when op = 'INSERT' then 'asked'
        when op = 'DELETE' then 'dropped'
        when new_row ->> 'revision_id' is not null and old_row ->> 'revision_id' is null then 'published'
        else verb end;
    when 'saved_files' then
      return case
        when op <> 'DELETE' then 'file.saved'
        when current_setting('sayso.published_module', true) = old_row ->> 'module_id' then null
        else 'file.reset' end;
    when 'revisions' then
      return case new_row ->> 'kind' when 'undo' then 'module.undone' when 'redo' then 'module.redone'
        when 'jump' then 'module.went_back' else 'module.published' end;
    when 'modules' then
      return 'module.' || case
        when op <> 'UPDATE' then verb
        when new_row ->> 'deleted_at' is not null and old_row ->> 'deleted_at' is null then 'removed'
        when new_row -> 'status' <> old_row -> 'status' then case
          when new_row ->> 'status' = 'archived' then 'archived'
          when old_row ->> 'status' = 'archived' then 'restored'
          else 'published' end
        when new_row -> 'settings' <> old_row -> 'settings' and new_row -> 'name' = old_row -> 'name'
          then 'settings_changed'
        else verb end;
  end case;
end $$;
