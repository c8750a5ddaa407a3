import { useChangeParams } from "@sayso/app-kit";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePointedAt } from "../state/place";

export interface Selection {
  /** The element that is selected, as the address says. */
  readonly at: string | null;
  /** Selects an element, or nothing; `more` are other parts of the address to change along. */
  readonly select: (id: string | null, more?: Readonly<Record<string, string | null>>) => void;
  /** What somebody pointed at from elsewhere: to be shown and focused. Another object asks again. */
  readonly goal: Goal | null;
  /** Shows an element as if it had been pointed at from elsewhere. */
  readonly show: (id: string) => void;
}

export interface Goal {
  readonly id: string;
  readonly turn: number;
  readonly focus: boolean;
}

/** The selected element, kept in the address. What is selected here keeps the focus where it is. */
export function useSelection(): Selection {
  const at = usePointedAt();
  const change = useChangeParams();
  const own = useRef<string | null>(null);
  const [goal, setGoal] = useState<Goal | null>(null);
  const select = useCallback(
    (id: string | null, more: Readonly<Record<string, string | null>> = {}) => {
      own.current = id;
      change({ ...more, at: id });
    },
    [change],
  );
  const aim = useCallback(
    (id: string, focus: boolean) => setGoal((last) => ({ id, focus, turn: (last?.turn ?? 0) + 1 })),
    [],
  );
  const show = useCallback(
    (id: string) => {
      select(id);
      aim(id, false);
    },
    [select, aim],
  );
  useEffect(() => {
    if (at === null || own.current === at) return;
    own.current = at;
    aim(at, true);
  }, [at, aim]);
  return { at, select, goal, show };
}
