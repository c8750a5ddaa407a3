type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

class Memory implements Kept {
  private readonly values = new Map<string, string>();

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }
}

function browserStorage(): Kept | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** What this browser keeps for the page, and where it keeps nothing, as in a sandboxed frame, what the page keeps itself. */
export const storage: Kept = browserStorage() ?? new Memory();
