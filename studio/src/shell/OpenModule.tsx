import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

export interface OpenModuleProps {
  readonly slug: string;
  readonly name: string;
  /** Whether it is what the person most likely wants next. */
  readonly isMain?: boolean;
}

/** The way into an application; the platform signs the person in on the way. */
export function OpenModule({ slug, name, isMain = false }: OpenModuleProps): ReactNode {
  return (
    <a
      className={
        isMain
          ? "button border-transparent bg-accent text-on-accent hover:bg-accent-strong"
          : "button button-small border-line-strong bg-surface hover:bg-hover"
      }
      href={`/signin?module=${encodeURIComponent(slug)}`}
      target="_blank"
      rel="noopener"
      aria-label={`Open ${name} in a new tab`}
    >
      <ExternalLink aria-hidden /> Open
    </a>
  );
}
