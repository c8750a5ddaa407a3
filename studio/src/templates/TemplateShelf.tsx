import { Input } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { OwnTemplates } from "./own/OwnTemplates";
import { useOwnTemplates } from "./own/queries";
import { useTemplates } from "./queries";
import { searched } from "./search";
import { TemplateGrid } from "./TemplateGrid";

const SHOWN = 6;

/** Templates on the home screen: what people ask for most, or those that fit what is typed. */
export function TemplateShelf(): ReactNode {
  const [text, setText] = useState("");
  const { data } = useTemplates();
  const { data: own = [] } = useOwnTemplates();
  if (!data?.items.length) return null;
  const found = text.trim() ? searched(data.items, text) : data.shelf;
  const ownFound = searched(own, text);
  return (
    <section className="panel" aria-labelledby="templates">
      <header className="panel-head">
        <h2 id="templates">Start from a template</h2>
        <Link to="/templates" className="link">
          All {data.items.length} templates
        </Link>
      </header>
      <div className="templates-shelf">
        <Input
          type="search"
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder="Search: inventory, bookings, help desk…"
          aria-label="Search templates"
          maxLength={200}
        />
        {ownFound.length > 0 && (
          <section className="templates-of" aria-labelledby="own-templates">
            <h3 id="own-templates">Of your agency</h3>
            <OwnTemplates templates={ownFound.slice(0, SHOWN)} />
            {found.length > 0 && <h3>That Sayso knows</h3>}
          </section>
        )}
        {found.length > 0 ? (
          <TemplateGrid templates={found.slice(0, SHOWN)} label="Templates" />
        ) : ownFound.length > 0 ? null : (
          <p className="panel-empty">No template is like that. Describe it above: a few words are enough.</p>
        )}
      </div>
    </section>
  );
}
