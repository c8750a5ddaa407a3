import { useState } from "react";

/** A value that is shown as it will be while its change is on its way, and what it was before the last one. */
export function useComing<T>(stored: T, send: (next: T) => Promise<void>): readonly [T, (next: T) => void, T | null] {
  const [coming, setComing] = useState<{ readonly value: T } | null>(null);
  const [before, setBefore] = useState<T | null>(null);
  const set = async (next: T) => {
    setBefore(stored);
    setComing({ value: next });
    await send(next);
    setComing(null);
  };
  const value = coming ? coming.value : stored;
  return [
    value,
    (next) => void set(next),
    before !== null && JSON.stringify(before) !== JSON.stringify(value) ? before : null,
  ];
}
