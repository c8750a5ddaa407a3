import { Button } from "@sayso/app-kit";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Tried, tryModel } from "./queries";
import { dollars } from "./words";

/** Asks a model to say hello, and tells what it said, how long that took and what it cost. */
export function TryModel({ model }: { readonly model: string }): ReactNode {
  const ask = useMutation<Tried, Error>({ mutationFn: () => tryModel({ role: "schema", model }) });
  const problem = ask.error?.message ?? ask.data?.problem;
  return (
    <>
      <Button
        size="small"
        busy={ask.isPending}
        title={model}
        aria-label={`Ask ${model} to say hello`}
        onClick={() => ask.mutate()}
      >
        {ask.isPending ? "Asking…" : "Ask it to say hello"}
      </Button>
      <div role="status" className="account-tried empty:absolute">
        {problem && (
          <p className="text-danger-ink">
            <TriangleAlert aria-hidden /> {problem}
          </p>
        )}
        {!problem && ask.data && (
          <p className="text-success-ink">
            <CircleCheck aria-hidden /> {ask.data.model} said “{ask.data.said}” in {ask.data.seconds.toFixed(1)} s,{" "}
            {dollars(ask.data.cost)}.
          </p>
        )}
      </div>
    </>
  );
}
