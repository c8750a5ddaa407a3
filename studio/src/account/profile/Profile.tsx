import type { ReactNode } from "react";
import { Name } from "./Name";
import { Password } from "./Password";
import { Providers } from "./Providers";
import { SignIns } from "./SignIns";

/** What is the person's own: name, password, where they are signed in, and with what else. */
export function Profile(): ReactNode {
  return (
    <>
      <Name />
      <Password />
      <SignIns />
      <Providers />
    </>
  );
}
