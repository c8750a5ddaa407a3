import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: "primary" | "secondary" | "ghost" | "danger";
  readonly size?: "small" | "medium";
  readonly icon?: ReactNode;
  /** Shows progress and keeps it from being pressed twice. */
  readonly busy?: boolean;
}

const VARIANTS = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink hover:bg-hover",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-strong",
} as const;

/** A button that says what it does. */
export function Button({
  variant = "secondary",
  size = "medium",
  icon,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type={type}
      className={classes("button", size === "small" && "button-small", VARIANTS[variant], className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" aria-hidden /> : icon}
      {children}
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<"a"> {
  readonly variant?: keyof typeof VARIANTS;
  readonly icon?: ReactNode;
}

/** A link that looks like a button, for going somewhere else. */
export function ButtonLink({ variant = "secondary", icon, className, children, ...rest }: ButtonLinkProps): ReactNode {
  return (
    <a className={classes("button", VARIANTS[variant], className)} {...rest}>
      {icon}
      {children}
    </a>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  /** Read to people who cannot see the icon, and shown on hover. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A square button with an icon only. */
export function IconButton({ label, children, className, variant = "ghost", ...rest }: IconButtonProps): ReactNode {
  return (
    <Button aria-label={label} title={label} variant={variant} className={classes("button-icon", className)} {...rest}>
      {children}
    </Button>
  );
}
