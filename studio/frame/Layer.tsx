import type { ReactNode } from "react";
import type { Attention, ShownComponent } from "../src/workspace/preview/protocol";
import { usePlaces } from "./use-places";

export interface LayerProps {
  /** The components that can be pointed at; null while nobody points. */
  readonly commented: readonly ShownComponent[] | null;
  readonly attention: Attention | null;
  readonly onPoint: (component: string) => void;
  readonly onLeave: () => void;
}

/** What lies over the application: outlines to point at, and the one of what was made just now. */
export function Layer({ commented, attention, onPoint, onLeave }: LayerProps): ReactNode {
  const places = usePlaces(commented !== null || attention !== null);
  const noted = attention && places.find(({ id }) => id === attention.component);
  return (
    <>
      {noted && attention && (
        <div className="preview-noted" style={noted.style}>
          <span className="preview-tag">{attention.note}</span>
        </div>
      )}
      {commented && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape and a click beside the outlines both have a button in Studio
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <div className="preview-layer" onClick={(event) => event.target === event.currentTarget && onLeave()}>
          {places.map(({ key, id, style }) => {
            const title = commented.find((each) => each.id === id)?.title;
            return title === undefined ? null : (
              <button
                key={key}
                type="button"
                className="preview-outline"
                style={style}
                aria-label={`Comment on ${title}`}
                onClick={() => onPoint(id)}
              >
                <span className="preview-tag">{title}</span>
              </button>
            );
          })}
        </div>
      )}
    </>
  );
}
