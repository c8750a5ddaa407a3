import { memo, type ReactNode, useState } from "react";
import { placeOf } from "../../spec/places";
import { useOpenTab } from "../state/place";
import { knownIds } from "./known-ids";
import type { Change } from "./payload";
import { useTalking } from "./talking";
import { counted } from "./words";

/** More changes than these are shown when they are asked for. */
const MOST_SHOWN = 5;

/** What changed, in sentences that lead to their places. */
export const Changes = memo(function Changes({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (changes.length === 0) return null;
  const isLong = changes.length > MOST_SHOWN;
  const shown = isLong && !isWhole ? changes.slice(0, MOST_SHOWN) : changes;
  return (
    <section className="talk-changes" aria-label={counted(changes.length, "change")}>
      <ul>
        {shown.map((change) => (
          <ChangeLine key={change.sentence} change={change} />
        ))}
      </ul>
      {isLong && (
        <button type="button" className="link text-sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show all ${changes.length} changes`}
        </button>
      )}
    </section>
  );
});

/** One change; what is still there can be gone to. */
export function ChangeLine({ change: { sentence, element } }: { readonly change: Change }): ReactNode {
  const { spec } = useTalking();
  const open = useOpenTab();
  const isKnown = knownIds(spec).has(element ?? "");
  const go = () => {
    const place = element && placeOf(spec, element);
    if (place) open(place.tab, place.element);
  };
  return (
    <li>
      {isKnown ? (
        <button type="button" className="talk-change" onClick={go}>
          {sentence}
        </button>
      ) : (
        sentence
      )}
    </li>
  );
}
