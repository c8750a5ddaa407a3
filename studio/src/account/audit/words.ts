/** What was done, by the kind of thing that it was done to, for choosing. */
export const ABOUT: readonly { readonly value: string; readonly label: string }[] = [
  { value: "build_session", label: "Sessions" },
  { value: "module", label: "Modules" },
  { value: "change", label: "Changes of modules" },
  { value: "file", label: "Files" },
  { value: "user", label: "Users" },
  { value: "membership", label: "Places in the agency" },
  { value: "invitation", label: "Invitations" },
  { value: "member", label: "People in modules" },
  { value: "module_role", label: "Roles in modules" },
  { value: "session", label: "Sign-ins" },
  { value: "sign_in", label: "Refused sign-ins" },
  { value: "password", label: "Forgotten passwords" },
  { value: "sign_in_link", label: "Sign-in links" },
  { value: "reset_link", label: "Password links" },
  { value: "identity", label: "Linked accounts" },
  { value: "api_key", label: "API keys" },
  { value: "public_access", label: "Public access" },
  { value: "model_provider", label: "Model providers" },
  { value: "model_chain", label: "Model chains" },
  { value: "model_row_access", label: "Models that see records" },
  { value: "model_budget", label: "Budgets" },
  { value: "agency", label: "The agency" },
  { value: "site", label: "Sites" },
  { value: "audit", label: "The audit log" },
];

const THINGS: Readonly<Record<string, string>> = {
  build_session: "a session",
  module: "the module",
  change: "a change of",
  file: "the file",
  user: "the user",
  membership: "the place of",
  invitation: "the invitation of",
  member: "",
  module_role: "the role of",
  session: "the sign-in of",
  sign_in: "a sign-in as",
  password: "the password of",
  sign_in_link: "a sign-in link for",
  reset_link: "a password link for",
  identity: "a linked account of",
  api_key: "the API key",
  public_access: "public access to",
  model_provider: "the provider",
  model_chain: "the models for",
  model_row_access: "permission to see records for",
  model_budget: "the budget",
  agency: "the agency",
  site: "the site",
  audit: "the audit log",
};

const DEEDS: Readonly<Record<string, string>> = {
  created: "made",
  changed: "changed",
  removed: "removed",
  enabled: "switched on",
  disabled: "switched off",
  sent: "sent",
  accepted: "accepted",
  revoked: "revoked",
  given: "gave",
  taken: "took",
  started: "began",
  ended: "ended",
  refused: "was refused",
  forgotten: "forgot",
  used: "used",
  linked: "linked",
  unlinked: "unlinked",
  published: "published",
  undone: "undid a step of",
  redone: "redid a step of",
  went_back: "went back in",
  settings_changed: "changed settings of",
  password_changed: "changed the password of",
  archived: "archived",
  restored: "restored",
  asked: "asked for",
  dropped: "dropped",
  saved: "saved",
  reset: "reset",
  confirmed: "confirmed",
  withdrawn: "withdrew",
  exported: "exported",
  completed: "completed",
  cancelled: "cancelled",
  revised: "revised",
  approved: "approved",
  joined: "joined",
};

/** What somebody did, in words: `made the API key`. */
export function deed(action: string): string {
  const [thing = "", done = ""] = action.split(".");
  const what = THINGS[thing] ?? thing.replaceAll("_", " ");
  return [DEEDS[done] ?? done.replaceAll("_", " "), what].filter(Boolean).join(" ");
}

/** Who acts where it is no person. */
export const ACTORS: Readonly<Record<string, string>> = {
  key: "API key of",
  operator: "Operator",
  visitor: "Somebody not signed in",
  system: "Sayso",
  person: "",
};

/** A value of a change as people read it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
