import type { ReactNode } from "react";
import { Comparison } from "../../programs/Comparison";
import { useComparison } from "../queries";

export interface CompareProps {
  readonly block: string;
  readonly from: number;
  readonly to: number;
  readonly onBack: () => void;
}

/** What differs between two versions: the card in sentences, the code line by line. */
export function Compare({ block, from, to, onBack }: CompareProps): ReactNode {
  const { data, error, refetch } = useComparison(block, from, to);
  const found = data && { sentences: data.card, code: data.code };
  return <Comparison {...{ from, to, found, error, onBack }} onRetry={refetch} />;
}
