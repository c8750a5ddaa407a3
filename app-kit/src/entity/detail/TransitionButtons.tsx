import { type ReactNode, useMemo } from "react";
import { createHooks } from "../../data/hooks";
import { serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { Button } from "../../ui/Button";
import { Tooltip } from "../../ui/Tooltip";
import { toast, toastError } from "../../ui/toast";

export interface TransitionButtonsProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
}

/** The next steps of a record's flow; those that are not possible say why. */
export function TransitionButtons({ entity, row }: TransitionButtonsProps): ReactNode {
  const hooks = useMemo(() => createHooks(serviceOf(entity)), [entity]);
  const { data: transitions = [] } = hooks.useTransitions(row.id);
  const move = hooks.useTransition();
  if (transitions.length === 0) return null;
  const labelOf = (state: string) => {
    const field = entity.flow ? entity.fields[entity.flow.field] : undefined;
    return field?.options?.find(({ value }) => value === state)?.label ?? state;
  };
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label="Next steps">
      {transitions.map(({ name, label, to, allowed, reason }, index) =>
        allowed ? (
          <Button
            key={name}
            variant={index === 0 ? "primary" : "secondary"}
            size="small"
            busy={move.isPending && move.variables?.name === name}
            onClick={() =>
              move.mutate(
                { id: row.id, name },
                { onSuccess: () => toast(`${entity.label} is now “${labelOf(to)}”`), onError: toastError },
              )
            }
          >
            {label}
          </Button>
        ) : (
          <Tooltip key={name} text={reason ?? "Not possible now"}>
            <Button size="small" aria-disabled className="opacity-55" aria-description={reason ?? "Not possible now"}>
              {label}
            </Button>
          </Tooltip>
        ),
      )}
    </fieldset>
  );
}
