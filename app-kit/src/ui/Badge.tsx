import type { ReactNode } from "react";
import type { Tone } from "../definition/field";
import { classes } from "./classes";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "bg-neutral-soft text-neutral-ink",
  accent: "bg-accent-soft text-accent-ink",
  info: "bg-info-soft text-info-ink",
  success: "bg-success-soft text-success-ink",
  warning: "bg-warning-soft text-warning-ink",
  danger: "bg-danger-soft text-danger-ink",
};

const WORDS: Readonly<Record<string, Tone>> = {
  gray: "neutral",
  grey: "neutral",
  blue: "info",
  green: "success",
  yellow: "warning",
  orange: "warning",
  amber: "warning",
  red: "danger",
  purple: "accent",
  violet: "accent",
};

/** The tone a colour word of a spec stands for. */
export function toneOf(color: string | null | undefined): Tone {
  if (!color) return "neutral";
  return color in TONES ? (color as Tone) : (WORDS[color] ?? "neutral");
}

export interface BadgeProps {
  readonly tone?: Tone;
  /** Without the dot. */
  readonly plain?: boolean;
  readonly children: ReactNode;
}

/** A word in a colour, for states and choices. */
export function Badge({ tone = "neutral", plain = false, children }: BadgeProps): ReactNode {
  return (
    <span className={classes("badge", TONES[tone], plain && "badge-plain")}>
      <span className="truncate" dir="auto">
        {children}
      </span>
    </span>
  );
}
