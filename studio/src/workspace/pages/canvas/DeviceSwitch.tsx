import { Monitor, Smartphone, Tablet } from "lucide-react";
import type { ReactNode } from "react";
import { DEVICES } from "../../../spec/layout/placement";
import { useDesigner } from "../designer";

const ICONS = { desktop: Monitor, tablet: Tablet, mobile: Smartphone } as const;

/** The width at which the layout is shown. */
export function DeviceSwitch(): ReactNode {
  const { device, chooseDevice } = useDesigner();
  return (
    <fieldset className="pages-devices">
      <legend className="sr-only">Width</legend>
      {DEVICES.map(({ device: one, label }) => {
        const Shown = ICONS[one];
        return (
          <button key={one} type="button" aria-pressed={device === one} onClick={() => chooseDevice(one)}>
            <Shown aria-hidden />
            <span>{label}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
