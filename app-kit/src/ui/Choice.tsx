import { Check, Minus } from "lucide-react";
import { Checkbox as CheckboxPrimitive, Switch as SwitchPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

/** A box to tick; `indeterminate` when some of what it stands for is ticked. */
export function Checkbox(props: ComponentProps<typeof CheckboxPrimitive.Root>): ReactNode {
  return (
    <CheckboxPrimitive.Root {...props} className="check">
      <CheckboxPrimitive.Indicator>
        {props.checked === "indeterminate" ? <Minus aria-hidden /> : <Check aria-hidden />}
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}

/** On or off. */
export function Switch(props: ComponentProps<typeof SwitchPrimitive.Root>): ReactNode {
  return (
    <SwitchPrimitive.Root {...props} className="switch">
      <SwitchPrimitive.Thumb />
    </SwitchPrimitive.Root>
  );
}
