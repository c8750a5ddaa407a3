import { BellRing, Globe, KeyRound, Table2, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { ModuleReach, Reaches } from "../types";
import { SecretNeeded } from "./SecretNeeded";

const WAYS = { product: "in Sayso", email: "by e-mail", webhook: "by a webhook" } as const;
const ACTIONS: Readonly<Record<string, string>> = {
  read: "read",
  create: "create",
  update: "change",
  delete: "delete",
};

/** What a bot may reach: addresses, rows and in whose name, secrets, and ways to tell people. */
export function Allowed({ reaches, owner }: { readonly reaches: Reaches; readonly owner: string }): ReactNode {
  return (
    <ul className="bot-facts">
      <li>
        <Globe aria-hidden />
        <span>{hostWords(reaches)}</span>
      </li>
      {reaches.modules.map((module) => (
        <li key={module.slug}>
          <Table2 aria-hidden />
          <ModuleWords module={module} owner={owner} />
        </li>
      ))}
      {reaches.secrets.map((name) => (
        <li key={name}>
          <KeyRound aria-hidden />
          <SecretNeeded name={name} hosts={reaches.hosts} />
        </li>
      ))}
      {reaches.notifies.length > 0 && (
        <li>
          <BellRing aria-hidden />
          <span>Tell people {joined(reaches.notifies.map((way) => WAYS[way]))}</span>
        </li>
      )}
      {reaches.missing.map((text) => (
        <li key={text} className="text-warning-ink">
          <TriangleAlert aria-hidden />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function hostWords({ reach, hosts }: Reaches): ReactNode {
  if (reach === "public") return "Any public address";
  if (reach === "none" || hosts.length === 0) return "No address outside";
  return (
    <>
      Send requests to{" "}
      {hosts.map((host, place) => (
        <span key={host}>
          {place > 0 && ", "}
          <code className="break-all">{host}</code>
        </span>
      ))}
    </>
  );
}

function ModuleWords({ module, owner }: { readonly module: ModuleReach; readonly owner: string }): ReactNode {
  const { name, slug, entities, actions, role } = module;
  const what = joined(actions.map((one) => ACTIONS[one] ?? one)) || "read";
  return (
    <span dir="auto">
      <span className="inline-block first-letter:uppercase">{what}</span>{" "}
      {entities.length > 0 ? joined(entities.map((one) => one.replaceAll("_", " "))) : "all rows"} of{" "}
      <strong>{name || slug}</strong>, in the name of {owner || "its owner"}
      {role ? ` (${role} there)` : ""}
    </span>
  );
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The same in sentences, to be confirmed. */
export function allowedSentences(reaches: Reaches): readonly string[] {
  const { reach, hosts, modules, secrets, notifies } = reaches;
  return [
    ...(reach === "public" ? ["send requests to any public address"] : []),
    ...(reach === "listed" && hosts.length > 0 ? [`send requests to ${joined(hosts)}`] : []),
    ...modules.map(({ name, slug, entities, actions }) => {
      const rows = entities.length > 0 ? joined(entities.map((one) => one.replaceAll("_", " "))) : "all rows";
      return `${joined(actions.map((one) => ACTIONS[one] ?? one)) || "read"} ${rows} of ${name || slug}`;
    }),
    ...(secrets.length > 0 ? [`use the ${secrets.length === 1 ? "secret" : "secrets"} ${joined(secrets)}`] : []),
    ...(notifies.length > 0 ? [`tell people ${joined(notifies.map((way) => WAYS[way]))}`] : []),
  ];
}
