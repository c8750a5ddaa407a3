import type { ReactNode } from "react";
import { Comparison } from "../../programs/Comparison";
import { useComparison } from "../queries";

export interface CompareProps {
  readonly bot: string;
  readonly from: number;
  readonly to: number;
  readonly onBack: () => void;
}

/** What differs between two versions: what it may reach and when in sentences, the code line by line. */
export function Compare({ bot, from, to, onBack }: CompareProps): ReactNode {
  const { data, error, refetch } = useComparison(bot, from, to);
  const found = data && { sentences: data.details, code: data.code };
  return <Comparison {...{ from, to, found, error, onBack }} onRetry={refetch} />;
}
