import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { CSSProperties, ReactNode } from "react";
import { IconButton } from "./Button";
import { classes } from "./classes";

interface FloatingProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** Starts at the content rather than at its close button. */
function focusContent(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}

export interface DialogProps extends FloatingProps {
  readonly description?: string;
  readonly footer?: ReactNode;
  /** CSS width; 30rem when unset. */
  readonly width?: string;
}

/** Asks for attention in the middle of the screen. */
export function Dialog({ open, onClose, title, description, footer, width, children }: DialogProps): ReactNode {
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="overlay" />
        <Primitive.Content
          className="dialog"
          onOpenAutoFocus={focusContent}
          style={(width ? { "--dialog-width": width } : {}) as CSSProperties}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <div className="dialog-head">
            <Primitive.Title className="mr-auto text-lg font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Primitive.Close>
          </div>
          <div className="dialog-body">
            {description && <Primitive.Description className="mb-3 text-muted">{description}</Primitive.Description>}
            {children}
          </div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface DrawerProps extends FloatingProps {
  readonly side?: "start" | "end";
  /** Hides the title for those who can see, where the content names itself. */
  readonly bare?: boolean;
}

/** A sheet beside the page; on a phone it covers the page. */
export function Drawer({ open, onClose, title, side = "end", bare = false, children }: DrawerProps): ReactNode {
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="overlay" />
        <Primitive.Content
          className={classes("drawer", side === "start" && "drawer-start")}
          aria-describedby={undefined}
          onOpenAutoFocus={focusContent}
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          {children}
          {!bare && (
            <Primitive.Close asChild>
              <IconButton label="Close" className="absolute end-3 top-2.5">
                <X aria-hidden />
              </IconButton>
            </Primitive.Close>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
