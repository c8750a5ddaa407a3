import { Check } from "lucide-react";
import { Popover as PopoverPrimitive, DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
  readonly side?: "top" | "bottom";
}

/** A list of things to do. */
export function Menu({ trigger, children, align = "end", side = "bottom" }: MenuProps): ReactNode {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className="float menu" align={align} side={side} sideOffset={4} collisionPadding={8}>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface MenuItemProps extends ComponentProps<typeof Primitive.Item> {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
}

export function MenuItem({ icon, danger = false, children, ...rest }: MenuItemProps): ReactNode {
  return (
    <Primitive.Item className={classes("menu-item", danger && "menu-item-danger")} {...rest}>
      {icon}
      {children}
    </Primitive.Item>
  );
}

export interface MenuCheckProps extends ComponentProps<typeof Primitive.CheckboxItem> {
  /** Keeps the menu open, for choosing several. */
  readonly stay?: boolean;
}

export function MenuCheck({ children, stay = false, ...rest }: MenuCheckProps): ReactNode {
  return (
    <Primitive.CheckboxItem
      className="menu-item"
      onSelect={stay ? (event) => event.preventDefault() : undefined}
      {...rest}
    >
      <span className="grid size-4 place-items-center">{rest.checked && <Check aria-hidden />}</span>
      {children}
    </Primitive.CheckboxItem>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }): ReactNode {
  return <Primitive.Label className="menu-label">{children}</Primitive.Label>;
}

export function MenuSeparator(): ReactNode {
  return <Primitive.Separator className="menu-separator" />;
}

/** Focuses what is marked as the place to start, where something is. */
function focusMarked(event: Event): void {
  const marked = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[data-autofocus]");
  if (!marked) return;
  event.preventDefault();
  marked.focus({ preventScroll: true });
}

export interface PopoverProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly className?: string;
  readonly align?: "start" | "end";
  readonly label?: string;
}

/** Something small that floats beside the button that opened it. */
export function Popover({ trigger, children, className, align = "start", label, ...rest }: PopoverProps): ReactNode {
  return (
    <PopoverPrimitive.Root {...rest}>
      <PopoverPrimitive.Trigger asChild>{trigger}</PopoverPrimitive.Trigger>
      <PopoverPrimitive.Portal>
        <PopoverPrimitive.Content
          className={classes("float", className)}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onOpenAutoFocus={focusMarked}
        >
          {children}
        </PopoverPrimitive.Content>
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  );
}
