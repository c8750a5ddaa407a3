import type { ReactNode } from "react";
import { ResponsiveContainer } from "recharts";

/** A drawing as wide as its place. */
export function Sized({
  height = 280,
  children,
}: {
  readonly height?: number;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <ResponsiveContainer width="100%" height={height}>
      {children}
    </ResponsiveContainer>
  );
}
