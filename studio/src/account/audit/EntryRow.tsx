import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Schemas } from "../../api/client";
import { Moment } from "../../shell/Moment";
import { ACTORS, deed, valueText } from "./words";

export type Entry = Schemas["EntryView"];

/** One entry as a sentence; opened, what it changed and where it came from. */
export function EntryRow({ entry }: { readonly entry: Entry }): ReactNode {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="account-entry">
      <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
        <span className="account-sentence" dir="auto">
          <b>{actorOf(entry)}</b> {deed(entry.action)} {entry.resource_name && <b>{entry.resource_name}</b>}
        </span>
        <Moment at={entry.at} className="row-moment" />
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Details entry={entry} />}
      </div>
    </li>
  );
}

function actorOf({ actor_kind: kind, actor_name: name }: Entry): string {
  const words = ACTORS[kind] ?? kind;
  if (kind === "person") return name || "Somebody";
  if (kind === "key") return `${words} ${name}`;
  return name && kind === "operator" ? `${words} (${name})` : words;
}

function Details({ entry }: { readonly entry: Entry }): ReactNode {
  const changes = Object.entries(entry.changes);
  const facts = [
    { label: "Action", value: entry.action },
    { label: "Number", value: String(entry.id) },
    { label: "About", value: [entry.resource, entry.resource_id].filter(Boolean).join(" ") },
    { label: "From", value: [entry.address, entry.user_agent].filter(Boolean).join(", ") },
    { label: "When", value: new Date(entry.at).toLocaleString() },
  ];
  return (
    <div className="account-entry-details">
      {changes.length > 0 && (
        <table className="account-changes">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(([column, pair]) => {
              const [before, after] = Array.isArray(pair) ? pair : [null, pair];
              return (
                <tr key={column}>
                  <th scope="row">{column.replaceAll("_", " ")}</th>
                  <td dir="auto">{valueText(before)}</td>
                  <td dir="auto">{valueText(after)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <dl>
        {facts
          .filter(({ value }) => value)
          .map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
