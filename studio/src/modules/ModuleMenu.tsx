import { IconButton, Menu, MenuItem } from "@sayso/app-kit";
import { Ellipsis, LayoutTemplate } from "lucide-react";
import { type ReactNode, useState } from "react";
import { PublishTemplate } from "../templates/own/PublishTemplate";
import type { ModuleLine } from "./queries";

/** What else can be done with a module. */
export function ModuleMenu({ module }: { readonly module: ModuleLine }): ReactNode {
  const [publishing, setPublishing] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`${module.name}, actions`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<LayoutTemplate aria-hidden />} onSelect={() => setPublishing(true)}>
          Publish as template…
        </MenuItem>
      </Menu>
      {publishing && <PublishTemplate module={module} onClose={() => setPublishing(false)} />}
    </>
  );
}
