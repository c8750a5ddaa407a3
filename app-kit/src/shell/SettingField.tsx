import { CircleAlert } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import type { Setting } from "../data/settings";
import { useFormat } from "../format/use-format";
import { Switch } from "../ui/Choice";
import { Combobox, type InputIdentity } from "../ui/Combobox";
import { Input } from "../ui/Input";
import { NumberInput } from "../ui/NumberInput";
import type { Option } from "../ui/OptionList";

export interface SettingFieldProps {
  readonly setting: Setting;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly problem: string | undefined;
}

/** One setting with its label, the input that fits it, and what is wrong with it. */
export function SettingField({ setting, value, onValue, problem }: SettingFieldProps): ReactNode {
  const id = useId();
  const identity: InputIdentity = {
    id,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": problem ? `${id}-problem` : undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {setting.label}
      </label>
      <div className="field-input">
        <SettingInput setting={setting} value={value} onValue={onValue} identity={identity} />
      </div>
      {problem && (
        <p id={`${id}-problem`} className="field-problem">
          <CircleAlert className="mt-0.5 size-3.5 flex-none" aria-hidden /> {problem}
        </p>
      )}
    </div>
  );
}

interface SettingInputProps extends Omit<SettingFieldProps, "problem"> {
  readonly identity: InputIdentity;
}

function SettingInput({ setting, value, onValue, identity }: SettingInputProps): ReactNode {
  const options = useOptions(setting);
  const text = typeof value === "string" ? value : "";
  if (setting.type === "boolean") return <Switch {...identity} checked={value === true} onCheckedChange={onValue} />;
  if (setting.type === "number") {
    return <NumberInput {...identity} value={typeof value === "number" ? value : null} onValue={onValue} />;
  }
  if (!options) return <Input {...identity} value={text} onChange={(event) => onValue(event.target.value)} />;
  return <Combobox {...identity} value={text || null} shown={text} options={options} onValue={onValue} />;
}

/** What there is to choose from: the setting's own options, or what the browser knows of the world. */
function useOptions({ key, type, options }: Setting): readonly Option[] | null {
  const { locale } = useFormat();
  return useMemo(() => {
    if (type === "enum") return options.map((value) => ({ value, label: value }));
    if (key === "time_zone") {
      return ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({
        value,
        label: value.replaceAll("_", " "),
      }));
    }
    if (key !== "currency") return null;
    const names = new Intl.DisplayNames(locale, { type: "currency" });
    return Intl.supportedValuesOf("currency").map((value) => ({ value, label: `${value} · ${names.of(value)}` }));
  }, [key, type, options, locale]);
}
