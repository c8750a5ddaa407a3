import type { ReactNode } from "react";
import type { TabProps } from "../tabs";
import { Approvals } from "./Approvals";
import { Builders } from "./Builders";

/** Who may change a module, and what waits because it would let somebody reach further. */
export default function BuildersTab({ module }: TabProps): ReactNode {
  return (
    <>
      <Approvals slug={module.slug} />
      <Builders slug={module.slug} />
    </>
  );
}
