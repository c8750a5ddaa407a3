import { type ApiError, Button, Textarea } from "@sayso/app-kit";
import type { UseMutationResult } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Schemas } from "../api/client";
import { Refusal } from "./Asking";

export type Decision = Schemas["Decision"];

export interface DecisionFormProps {
  readonly act: Pick<UseMutationResult<unknown, ApiError, Decision>, "mutate" | "isPending" | "variables" | "error">;
}

/** Approves or refuses, with a comment where there is something to say; a refusal of the API is said in place. */
export function DecisionForm({ act }: DecisionFormProps): ReactNode {
  const [comment, write] = useState("");
  const field = useId();
  const decide = (approved: boolean) => act.mutate({ approved, comment: comment.trim() });
  const isSending = (approved: boolean) => act.isPending && act.variables?.approved === approved;
  return (
    <>
      <div className="grid gap-1.5">
        <label htmlFor={field} className="text-sm font-medium">
          Comment, if there is something to say
        </label>
        <Textarea
          id={field}
          rows={2}
          maxLength={2_000}
          value={comment}
          dir="auto"
          onChange={({ target }) => write(target.value)}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Check aria-hidden />}
          busy={isSending(true)}
          disabled={act.isPending}
          onClick={() => decide(true)}
        >
          Approve
        </Button>
        <Button icon={<X aria-hidden />} busy={isSending(false)} disabled={act.isPending} onClick={() => decide(false)}>
          Refuse
        </Button>
      </div>
      <Refusal error={act.error} />
    </>
  );
}
