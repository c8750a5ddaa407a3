import type { ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { Section } from "./Section";

interface FirstTimeProps {
  readonly name: string;
  readonly sites: readonly Schemas["SiteView"][];
  readonly site: string | null;
  readonly sample: boolean;
  readonly onSite: (site: string) => void;
  readonly onSample: (sample: boolean) => void;
}

const STARTS = [
  { sample: false, label: "Empty", hint: "Ready for your own rows, by hand or from a file." },
  { sample: true, label: "With made-up rows", hint: "To try it out. They can be deleted like any other." },
] as const;

/** What is asked the first time: where the application goes, and whether it begins with rows. */
export function FirstTime({ name, sites, site, sample, onSite, onSample }: FirstTimeProps): ReactNode {
  return (
    <Section title={`${name} is made and gets an address of its own`} standing="fine">
      <fieldset className="review-choices">
        <legend>How should it begin?</legend>
        {STARTS.map(({ sample: value, label, hint }) => (
          <label key={label} className="review-choice">
            <input type="radio" name="sample" checked={sample === value} onChange={() => onSample(value)} />
            <span>
              {label}
              <span className="review-choice-hint">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {sites.length > 1 && (
        <label className="review-field">
          <span>Site</span>
          <select
            className="input"
            value={site ?? sites[0]?.slug ?? ""}
            onChange={(event) => onSite(event.target.value)}
          >
            {sites.map(({ slug, name: label }) => (
              <option key={slug} value={slug}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </Section>
  );
}
