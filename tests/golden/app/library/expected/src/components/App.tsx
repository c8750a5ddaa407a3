// From component App of the spec.
import { EntityForm } from "@sayso/app-kit";
import { staff } from "../entities/staff";

/** Form of Staff. */
export function App() {
  return <EntityForm entity={staff} fields={["full_name", "email"]} submitLabel={'Say "hello" & go'} />;
}
