import { asApiError } from "@sayso/app-kit";
import type { Diagnostic } from "./types";

/** Why a change was refused, in words: each with its way out. */
export interface Reason {
  readonly message: string;
  readonly hint: string;
}

/** What the server said of a change that it refused: its diagnostics, or the problem itself. */
export function reasonsOf(error: unknown): readonly Reason[] {
  const { message, hint = "", problem } = asApiError(error);
  const found = problem.diagnostics;
  const diagnostics = Array.isArray(found) ? (found as Diagnostic[]) : [];
  return diagnostics.length > 0 ? diagnostics.map(reason) : [{ message, hint }];
}

function reason({ message, hint }: Diagnostic): Reason {
  return { message, hint: hint ?? "" };
}
