import type { ReactNode } from "react";
import { useSandbox } from "../queries";

/** Behind which walls the code of blocks runs on this machine. */
export function Walls(): ReactNode {
  const { data } = useSandbox();
  if (!data) return null;
  const names = { bubblewrap: "bubblewrap", landlock: "Landlock", none: "no wall" };
  return (
    <span title={data.walls.join("\n")}>
      Runs behind: {names[data.tier]}
      {data.is_safe ? "" : ". That is less than it should be"}.
    </span>
  );
}
