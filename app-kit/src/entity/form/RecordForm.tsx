import { type ComponentType, createContext, type ReactNode, use } from "react";
import type { AnyEntity } from "../../definition/entity";
import { useApp } from "../../shell/app-context";

interface RecordFormProps {
  readonly entity: AnyEntity;
}

/** The form of entities that have none of their own; forms hold forms, so it comes from above. */
export const UsualForm = createContext<ComponentType<RecordFormProps> | null>(null);

/** The form of an entity. */
export function RecordForm({ entity }: RecordFormProps): ReactNode {
  const Form = useApp().forms?.[entity.name];
  const Usual = use(UsualForm);
  return Form ? <Form /> : Usual && <Usual entity={entity} />;
}
