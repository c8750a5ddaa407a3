import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

/** A line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">): ReactNode {
  return <input className={classes("input", className)} dir="auto" {...rest} />;
}

/** Several lines of text; grows with what is typed. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">): ReactNode {
  return <textarea className={classes("input", className)} dir="auto" rows={3} {...rest} />;
}
