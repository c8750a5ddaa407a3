import { Avatar as AvatarPrimitive } from "radix-ui";
import type { CSSProperties, ReactNode } from "react";
import { classes } from "./classes";

/** A key of the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className="kbd">{children}</kbd>;
}

/** The outline of something that is still loading. */
export function Skeleton({ className }: { readonly className?: string }): ReactNode {
  return <span className={classes("skeleton h-3.5", className)} aria-hidden />;
}

export interface AvatarProps {
  readonly name: string;
  readonly src?: string | null;
  /** Width and height in pixels. */
  readonly size?: number;
}

/** A picture of somebody, or their initials. */
export function Avatar({ name, src, size = 24 }: AvatarProps): ReactNode {
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42), "--avatar-hue": hueOf(name) };
  return (
    <AvatarPrimitive.Root className="avatar" style={style as CSSProperties}>
      {src && <AvatarPrimitive.Image src={src} alt="" />}
      <AvatarPrimitive.Fallback delayMs={src ? 300 : 0} aria-hidden>
        {initialsOf(name)}
      </AvatarPrimitive.Fallback>
    </AvatarPrimitive.Root>
  );
}

function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toLocaleUpperCase();
}

function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}

export interface NoticeProps {
  readonly tone?: "info" | "warning" | "danger";
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Something to know about what is on screen; problems are read out at once. */
export function Notice({ tone = "info", icon, title, children }: NoticeProps): ReactNode {
  return (
    <div className={classes("notice", tone !== "info" && `notice-${tone}`)} role={tone === "info" ? "status" : "alert"}>
      {icon}
      <div className="min-w-0">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  );
}
