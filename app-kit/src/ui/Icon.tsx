import { Circle, type LucideIcon, type LucideProps } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { ICONS } from "./icon-set";

export interface IconProps extends LucideProps {
  /** Name of a Lucide icon, e.g. `calendar-check`. */
  readonly name: string | undefined;
}

/** An icon by name; decoration beside words, so screen readers pass over it. */
export function Icon({ name = "circle", ...rest }: IconProps): ReactNode {
  const Known = ICONS[name];
  if (Known) return <Known aria-hidden {...rest} />;
  const Rare = rareIcon(name);
  return (
    <Suspense fallback={<Circle aria-hidden {...rest} className="invisible" />}>
      <Rare aria-hidden {...rest} />
    </Suspense>
  );
}

const rare = new Map<string, ReturnType<typeof lazy<LucideIcon>>>();

function rareIcon(name: string) {
  let icon = rare.get(name);
  if (!icon) {
    icon = lazy(async () => {
      const { icons } = await import("./all-icons");
      return { default: (icons as Record<string, LucideIcon>)[pascal(name)] ?? Circle };
    });
    rare.set(name, icon);
  }
  return icon;
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
}
