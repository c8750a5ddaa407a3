import { useCallback, useState } from "react";
import { storage } from "./storage";

/** State kept in this browser under a key; what cannot be read is forgotten. */
export function useStored<T>(key: string, initial: T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readStored(key, initial));
  const store = useCallback(
    (next: T) => {
      setValue(next);
      storage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, store];
}

function readStored<T>(key: string, initial: T): T {
  try {
    const text = storage.getItem(key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}
