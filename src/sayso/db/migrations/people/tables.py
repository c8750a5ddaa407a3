"""Tables of people who sign in, of the agencies they belong to, and of keys."""

TABLES = (
    "create index modules_agency_id_created_at_id_idx on modules (agency_id, created_at, id)",
    "drop index modules_agency_id_idx",
    """
    alter table users
      add column password_hash text,
      add column is_active boolean not null default true,
      add constraint users_email_check check (email = lower(email))
    """,
    """
    create table memberships (
      agency_id uuid not null constraint memberships_agency_id_fkey references agencies on delete cascade,
      user_id uuid not null constraint memberships_user_id_fkey references users on delete cascade,
      role text not null
        constraint memberships_role_check check (role in ('admin', 'user', 'viewer', 'api_user')),
      is_active boolean not null default true,
      created_at timestamptz not null default now(),
      constraint memberships_pkey primary key (agency_id, user_id)
    )
    """,
    "create index memberships_user_id_idx on memberships (user_id)",
    """
    insert into memberships (agency_id, user_id, role)
    select distinct agency_id, user_id, 'admin' from members
    """,
    """
    create table invitations (
      id uuid primary key default gen_random_uuid(),
      agency_id uuid not null constraint invitations_agency_id_fkey references agencies on delete cascade,
      email text not null,
      name text not null default '',
      role text constraint invitations_role_check check (role in ('admin', 'user', 'viewer', 'api_user')),
      module_id uuid constraint invitations_module_id_fkey references modules on delete cascade,
      module_role text,
      token_hash text not null constraint invitations_token_hash_key unique,
      invited_by uuid constraint invitations_invited_by_fkey references users on delete set null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by uuid constraint invitations_accepted_by_fkey references users on delete set null,
      revoked_at timestamptz,
      created_at timestamptz not null default now(),
      constraint invitations_place_check check (role is not null or module_id is not null)
    )
    """,
    "create index invitations_agency_id_idx on invitations (agency_id)",
    """
    create table sessions (
      id uuid primary key default gen_random_uuid(),
      user_id uuid not null constraint sessions_user_id_fkey references users on delete cascade,
      agency_id uuid constraint sessions_agency_id_fkey references agencies on delete set null,
      module_id uuid constraint sessions_module_id_fkey references modules on delete cascade,
      kind text not null constraint sessions_kind_check check (kind in ('browser', 'token', 'module')),
      secret_hash text constraint sessions_secret_hash_key unique,
      address text not null default '',
      user_agent text not null default '',
      expires_at timestamptz not null,
      last_seen_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_because text,
      created_at timestamptz not null default now()
    )
    """,
    "create index sessions_user_id_idx on sessions (user_id)",
    """
    create table refresh_tokens (
      token_hash text not null constraint refresh_tokens_pkey primary key,
      session_id uuid not null constraint refresh_tokens_session_id_fkey references sessions
        on delete cascade,
      user_id uuid not null constraint refresh_tokens_user_id_fkey references users on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now()
    )
    """,
    "create index refresh_tokens_session_id_idx on refresh_tokens (session_id)",
    """
    create table links (
      token_hash text not null constraint links_pkey primary key,
      purpose text not null constraint links_purpose_check check (purpose in ('signin', 'reset')),
      user_id uuid not null constraint links_user_id_fkey references users on delete cascade,
      module_id uuid constraint links_module_id_fkey references modules on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now()
    )
    """,
    "create index links_user_id_idx on links (user_id)",
    """
    create table identities (
      issuer text not null,
      subject text not null,
      user_id uuid not null constraint identities_user_id_fkey references users on delete cascade,
      email text not null,
      created_at timestamptz not null default now(),
      constraint identities_pkey primary key (issuer, subject)
    )
    """,
    "create index identities_user_id_idx on identities (user_id)",
    """
    create table api_keys (
      id uuid primary key default gen_random_uuid(),
      agency_id uuid not null constraint api_keys_agency_id_fkey references agencies on delete cascade,
      user_id uuid not null constraint api_keys_user_id_fkey references users on delete cascade,
      name text not null,
      prefix text not null,
      token_hash text not null constraint api_keys_token_hash_key unique,
      scopes jsonb not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      last_used_from text,
      created_at timestamptz not null default now()
    )
    """,
    "create index api_keys_agency_id_idx on api_keys (agency_id)",
    "create index api_keys_user_id_idx on api_keys (user_id)",
    """
    create table public_confirmations (
      module_id uuid not null constraint public_confirmations_pkey primary key
        constraint public_confirmations_module_id_fkey references modules on delete cascade,
      agency_id uuid not null
        constraint public_confirmations_agency_id_fkey references agencies on delete cascade,
      keys jsonb not null,
      confirmed_by uuid constraint public_confirmations_confirmed_by_fkey references users on delete set null,
      confirmed_at timestamptz not null default now()
    )
    """,
)

MADE = (
    "public_confirmations", "api_keys", "identities", "links", "refresh_tokens", "sessions", "invitations",
    "memberships",
)  # fmt: skip
"""Tables that are made here."""

WITHOUT = (
    "alter table users drop constraint users_email_check, drop column is_active, drop column password_hash",
    "create index modules_agency_id_idx on modules (agency_id)",
    "drop index modules_agency_id_created_at_id_idx",
)
"""Takes from users what they have from here on, and gives modules the index they had."""
