import { Button, Textarea, toast } from "@sayso/app-kit";
import { Globe, KeyRound, Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { changeBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView } from "../types";

/** What a block may ask, with whose rights; the hosts can be changed here. */
export function ReadsPart({ block, owner }: { readonly block: BlockView; readonly owner: string }): ReactNode {
  const { reads, may_edit: mayEdit } = block;
  const [isEditing, edit] = useState(false);
  const hosts = { none: "No address outside.", public: "Any public address.", listed: reads.hosts.join(", ") };
  return (
    <div className="grid gap-2">
      <ul className="detail-facts">
        {reads.modules.map(({ slug, name, role, entities }) => (
          <li key={slug}>
            <Table2 aria-hidden />
            <span dir="auto">
              {entities.length > 0 ? `${entities.map((one) => one.replaceAll("_", " ")).join(", ")} of ` : ""}
              <strong>{name}</strong>, with the rights of {owner || "whoever made it"}
              {role ? ` there (${role})` : ": they may not enter it any more"}
            </span>
          </li>
        ))}
        <li>
          <Globe aria-hidden />
          <span className="break-words">{hosts[reads.reach] || "No address outside."}</span>
        </li>
        {reads.secrets.length > 0 && (
          <li>
            <KeyRound aria-hidden />
            <span>Secrets: {reads.secrets.join(", ")}. Its code never sees them.</span>
          </li>
        )}
      </ul>
      {mayEdit && !isEditing && (
        <div>
          <Button size="small" onClick={() => edit(true)}>
            Change what it may ask
          </Button>
        </div>
      )}
      {isEditing && <HostsEdit block={block} onClose={() => edit(false)} />}
    </div>
  );
}

function HostsEdit({ block, onClose }: { readonly block: BlockView; readonly onClose: () => void }): ReactNode {
  const { reads } = block;
  const [reach, setReach] = useState(reads.reach);
  const [hosts, setHosts] = useState(reads.hosts.join("\n"));
  const [secrets, setSecrets] = useState(reads.secrets.join(", "));
  const [choice, list, named] = [useId(), useId(), useId()];
  const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
  const change = useBlockAct(
    block.dashboard_id,
    () =>
      changeBlock(block.id, {
        reads: { reach, ...(reach === "listed" ? { hosts: words(hosts) } : {}), secrets: words(secrets) },
        confirm: false,
      }),
    {
      done: () => {
        toast("What it may ask is changed.");
        onClose();
      },
      isQuiet: true,
    },
  );
  return (
    <form
      className="detail-form"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <div className="grid gap-1.5">
        <label htmlFor={choice} className="text-sm font-medium">
          Addresses outside
        </label>
        <select
          id={choice}
          className="input"
          value={reach}
          onChange={({ target }) => setReach(target.value as typeof reach)}
        >
          <option value="none">None</option>
          <option value="listed">Those listed here</option>
          <option value="public">Any public address</option>
        </select>
      </div>
      {reach === "listed" && (
        <div className="grid gap-1.5">
          <label htmlFor={list} className="text-sm font-medium">
            Hosts, one to a line
          </label>
          <Textarea
            id={list}
            className="font-mono"
            value={hosts}
            spellCheck={false}
            placeholder="api.example.com"
            onChange={({ target }) => setHosts(target.value)}
          />
        </div>
      )}
      <div className="grid gap-1.5">
        <label htmlFor={named} className="text-sm font-medium">
          Names of secrets it uses
        </label>
        <input
          id={named}
          className="input font-mono"
          value={secrets}
          spellCheck={false}
          onChange={({ target }) => setSecrets(target.value)}
        />
      </div>
      <Refusal error={change.error} />
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" busy={change.isPending}>
          Save
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
