import { Button } from "@sayso/app-kit";
import { MessageSquare } from "lucide-react";
import { type ReactNode, useState } from "react";
import { placeOf } from "../../spec/places";
import { useWorkspace } from "../state/context";
import { PlaceLink } from "./PlaceLink";
import { Section } from "./Section";

const SHOWN = 5;

/** What was taken for granted, each with the way to say otherwise. */
export function Assumptions(): ReactNode {
  const { spec, pointAt } = useWorkspace();
  const [isWhole, setWhole] = useState(false);
  const { assumptions } = spec;
  if (assumptions.length === 0) return <Section title="Nothing was taken for granted" standing="fine" />;
  const shown = isWhole ? assumptions : assumptions.slice(0, SHOWN);
  const title =
    assumptions.length === 1 ? "1 thing was taken for granted" : `${assumptions.length} things were taken for granted`;
  return (
    <Section title={title} standing="open">
      <ul className="review-findings">
        {shown.map(({ id, text, elements }) => {
          const about = elements.find((element) => placeOf(spec, element) !== null) ?? null;
          const place = about ? placeOf(spec, about) : null;
          return (
            <li key={id} className="review-assumption">
              <div className="min-w-0">
                <p dir="auto">{text}</p>
                {place && (
                  <p className="text-sm">
                    <PlaceLink place={place} />
                  </p>
                )}
              </div>
              <Button size="small" variant="ghost" icon={<MessageSquare aria-hidden />} onClick={() => pointAt(about)}>
                Say otherwise
              </Button>
            </li>
          );
        })}
      </ul>
      {assumptions.length > SHOWN && (
        <button type="button" className="link history-rest" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show less" : `Show ${assumptions.length - SHOWN} more`}
        </button>
      )}
    </Section>
  );
}
