import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Device, fitted } from "./devices";
import type { FrameLink } from "./frame-link";

interface PreviewFrameProps {
  readonly link: FrameLink;
  readonly device: Device;
  readonly title: string;
  /** Another number loads the page of the frame anew. */
  readonly round: number;
  readonly isDrawn: boolean;
}

/** The application in a frame of its own: its own origin, no network, no way to this page but the link. */
export function PreviewFrame({ link, device, title, round, isDrawn }: PreviewFrameProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const space = useSpace(place);
  const { width, height, scale } = fitted(device, space);
  return (
    <div ref={place} className="preview-stage">
      {!isDrawn && (
        <p className="preview-starting" role="status">
          Starting the preview
        </p>
      )}
      <div className="preview-device" data-device={device} style={{ width: width * scale, height: height * scale }}>
        <iframe
          key={round}
          title={`Preview of ${title}`}
          src="/studio/frame"
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
          className="preview-frame"
          style={{ width, height, transform: `scale(${scale})` }}
          onLoad={(event) => link.attach(event.currentTarget)}
        />
      </div>
    </div>
  );
}

function useSpace(place: React.RefObject<HTMLDivElement | null>) {
  const [space, setSpace] = useState({ width: 800, height: 600 });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watching = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setSpace({ width, height });
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [place]);
  return space;
}
