import { useCallback, useState } from "react";

/** Text that is being written; it is still there after a reload, until it is sent. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => localStorage.getItem(key) ?? "");
  const write = useCallback(
    (next: string) => {
      setText(next);
      if (next) localStorage.setItem(key, next);
      else localStorage.removeItem(key);
    },
    [key],
  );
  return [text, write];
}
