import { Button, IconButton, toast } from "@sayso/app-kit";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type ReactNode, useRef } from "react";

export interface RowsProps<T> {
  readonly items: readonly T[];
  readonly onItems: (items: T[]) => void;
  /** What a row is called where it is removed or moved. */
  readonly nameOf: (item: T, at: number) => string;
  readonly add: string;
  readonly make: () => T;
  readonly children: (item: T, set: (next: T) => void, at: number) => ReactNode;
  /** Where the tools of a row stand; the row draws them itself where it wants them elsewhere. */
  readonly className?: string;
  readonly fixed?: boolean;
}

/** A list of rows to add to, put in order and take from, all by keyboard; taking away can be undone. */
export function Rows<T>({
  items,
  onItems,
  nameOf,
  add,
  make,
  children,
  className,
  fixed = false,
}: RowsProps<T>): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const keys = useKeys(items.length);
  const present = useRef(items);
  present.current = items;

  const focusRow = (at: number) => {
    requestAnimationFrame(() => {
      const rows = root.current?.querySelectorAll<HTMLElement>(":scope > .wizard-rows > li");
      const row = rows?.[at];
      row?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
    });
  };
  const append = () => {
    onItems([...items, make()]);
    focusRow(items.length);
  };
  const remove = (at: number) => {
    const item = items[at] as T;
    keys.remove(at);
    onItems(items.filter((_, index) => index !== at));
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(":scope > .wizard-add")?.focus());
    toast(`${nameOf(item, at) || "This"} was removed.`, {
      undo: () => onItems(present.current.toSpliced(Math.min(at, present.current.length), 0, item)),
    });
  };
  const move = (at: number, by: number) => {
    const item = items[at] as T;
    keys.move(at, at + by);
    onItems(items.toSpliced(at, 1).toSpliced(at + by, 0, item));
  };

  return (
    <div ref={root} className={className}>
      {items.length > 0 && (
        <ul className="wizard-rows">
          {items.map((item, at) => (
            <li key={keys.all[at]} className="wizard-row">
              <div className="wizard-row-content">
                {children(item, (next) => onItems(items.map((each, index) => (index === at ? next : each))), at)}
              </div>
              <div className="wizard-tools">
                {!fixed && items.length > 1 && (
                  <>
                    <IconButton label={`Move ${nameOf(item, at)} up`} disabled={at === 0} onClick={() => move(at, -1)}>
                      <ArrowUp aria-hidden />
                    </IconButton>
                    <IconButton
                      label={`Move ${nameOf(item, at)} down`}
                      disabled={at === items.length - 1}
                      onClick={() => move(at, 1)}
                    >
                      <ArrowDown aria-hidden />
                    </IconButton>
                  </>
                )}
                <IconButton label={`Remove ${nameOf(item, at)}`} onClick={() => remove(at)}>
                  <X aria-hidden />
                </IconButton>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Button variant="ghost" size="small" className="wizard-add" icon={<Plus aria-hidden />} onClick={append}>
        {add}
      </Button>
    </div>
  );
}

/** A key for each row that stays with it, because what a row shows has no identity of its own. */
function useKeys(count: number) {
  const next = useRef(0);
  const all = useRef<number[]>([]);
  while (all.current.length < count) all.current.push(next.current++);
  all.current.length = count;
  return {
    all: all.current,
    remove: (at: number) => void all.current.splice(at, 1),
    move: (from: number, to: number) => void all.current.splice(to, 0, ...all.current.splice(from, 1)),
  };
}
