import {
  Button,
  IconButton,
  Kbd,
  Menu,
  MenuCheck,
  MenuLabel,
  MenuSeparator,
  type Theme,
  Tooltip,
} from "@sayso/app-kit";
import { ChevronDown, MessageSquarePlus, Moon, RotateCw, Sun, Users } from "lucide-react";
import type { ReactNode } from "react";
import { DEVICES, type Device } from "./devices";
import type { Preview, Sample } from "./use-preview";

const SAMPLES: readonly (readonly [Sample, string])[] = [
  ["many", "Many rows"],
  ["few", "A few rows"],
  ["none", "No rows"],
];

export interface ToolbarProps {
  readonly preview: Preview;
  /** The path of the page that is shown. */
  readonly path: string;
  readonly onPage: (path: string) => void;
  readonly role: string | null;
  readonly onRole: (role: string) => void;
  readonly device: Device;
  readonly onDevice: (device: Device) => void;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly sample: Sample;
  readonly onSample: (sample: Sample) => void;
  readonly isCommenting: boolean;
  readonly onComment: () => void;
  readonly onReload: () => void;
}

/** What to look at, as whom, how large, and with how much in it. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const { preview, role, theme, isCommenting } = props;
  const { roles } = preview.session;
  const isDark = theme === "dark";
  return (
    <div className="preview-toolbar" role="toolbar" aria-label="Preview">
      <PageMenu {...props} />
      <Menu
        trigger={
          <Button size="small" icon={<Users aria-hidden />}>
            <span className="sr-only">Seen as</span>
            {roles.find(({ name }) => name === role)?.label ?? "Everybody"}
            <ChevronDown className="size-3.5" aria-hidden />
          </Button>
        }
      >
        <MenuLabel>See it as</MenuLabel>
        {roles.map(({ name, label }) => (
          <MenuCheck key={name} checked={name === role} onCheckedChange={() => props.onRole(name)}>
            {label}
          </MenuCheck>
        ))}
        <MenuSeparator />
        <MenuLabel>Sample data</MenuLabel>
        {SAMPLES.map(([name, label]) => (
          <MenuCheck key={name} checked={name === props.sample} onCheckedChange={() => props.onSample(name)}>
            {label}
          </MenuCheck>
        ))}
      </Menu>
      <Devices device={props.device} onDevice={props.onDevice} />
      <div className="preview-toolbar-end">
        <IconButton
          size="small"
          label={isDark ? "Show it light" : "Show it dark"}
          onClick={() => props.onTheme(isDark ? "light" : "dark")}
        >
          {isDark ? <Sun aria-hidden /> : <Moon aria-hidden />}
        </IconButton>
        <IconButton size="small" label="Reload the preview" onClick={props.onReload}>
          <RotateCw aria-hidden />
        </IconButton>
        <Tooltip
          text={
            <>
              Point at a part and say what to change <Kbd>C</Kbd>
            </>
          }
        >
          <Button
            size="small"
            variant={isCommenting ? "primary" : "secondary"}
            aria-pressed={isCommenting}
            icon={<MessageSquarePlus aria-hidden />}
            onClick={props.onComment}
          >
            Comment
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}

function PageMenu({ preview, path, onPage }: ToolbarProps): ReactNode {
  const here = preview.pages.find((page) => page.path === path);
  return (
    <Menu
      trigger={
        <Button size="small" className="preview-page">
          <span className="sr-only">Page</span>
          <span className="truncate">{here?.title ?? "Pages"}</span>
          <ChevronDown className="size-3.5" aria-hidden />
        </Button>
      }
    >
      {preview.pages.map((page) => (
        <MenuCheck key={page.id} checked={page === here} onCheckedChange={() => onPage(page.path)}>
          {page.title}
        </MenuCheck>
      ))}
    </Menu>
  );
}

function Devices({ device, onDevice }: Pick<ToolbarProps, "device" | "onDevice">): ReactNode {
  return (
    <fieldset className="preview-devices">
      <legend className="sr-only">Width</legend>
      {DEVICES.map(({ name, label, icon: Mark }) => (
        <IconButton
          key={name}
          size="small"
          label={label}
          aria-pressed={name === device}
          className={name === device ? "bg-accent-soft text-accent-ink" : ""}
          onClick={() => onDevice(name)}
        >
          <Mark aria-hidden />
        </IconButton>
      ))}
    </fieldset>
  );
}
