import type { ReactNode } from "react";
import { format } from "../state/format";

/** When something was said: near times in words, the exact one on hover. */
export function Moment({ at }: { readonly at: string }): ReactNode {
  return (
    <time dateTime={at} title={format.dateTime(at)} className="talk-moment">
      {format.relative(at)}
    </time>
  );
}
