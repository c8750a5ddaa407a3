import { Input } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Template, useTemplates } from "./queries";
import { searched } from "./search";
import { TemplateGrid } from "./TemplateGrid";

const SHOWN = 6;

/** Templates on the home screen: one of several trades, or those that fit what is typed. */
export function TemplateShelf(): ReactNode {
  const [text, setText] = useState("");
  const { data } = useTemplates();
  if (!data?.items.length) return null;
  const found = text.trim() ? searched(data.items, text) : ofEachTrade(data.items);
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
        {found.length > 0 ? (
          <TemplateGrid templates={found.slice(0, SHOWN)} label="Templates" />
        ) : (
          <p className="panel-empty">No template is like that. Describe it above: a few words are enough.</p>
        )}
      </div>
    </section>
  );
}

/** The first of each trade, as they come. */
function ofEachTrade(templates: readonly Template[]): readonly Template[] {
  const first = new Map<string, Template>();
  for (const template of templates) if (!first.has(template.family)) first.set(template.family, template);
  return [...first.values()];
}
