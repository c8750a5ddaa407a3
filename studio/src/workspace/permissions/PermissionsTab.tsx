import { EmptyState, Notice } from "@sayso/app-kit";
import { Globe, Shield } from "lucide-react";
import type { ReactNode } from "react";
import { NO_PERMISSIONS } from "../../spec/permissions/matrix";
import { addRole } from "../../spec/permissions/roles";
import { AddLine } from "../editing/AddLine";
import { EditingProvider } from "../editing/editing";
import { ReadOnlyNotice } from "../editing/Small";
import { useSelection } from "../editing/selection";
import { useWorkspace } from "../state/context";
import { MatrixGrid } from "./MatrixGrid";
import { RoleDefaults } from "./RoleDefaults";

/** Who may do what: roles side by side, what the application keeps below one another. */
export default function PermissionsTab(): ReactNode {
  const { spec } = useWorkspace();
  const { goal } = useSelection();
  const { roles, public_role } = spec.permissions ?? NO_PERMISSIONS;
  const stranger = roles.find(({ name }) => name === public_role);
  return (
    <EditingProvider>
      <div className="matrix">
        <ReadOnlyNotice />
        {stranger && (
          <Notice
            tone="warning"
            icon={<Globe aria-hidden />}
            title={`“${stranger.label}” is for anybody on the internet`}
          >
            Whatever this role may see or do needs no sign-in. Nothing becomes public before somebody confirms it, item
            by item, when the application is published.
          </Notice>
        )}
        {roles.length === 0 ? (
          <EmptyState icon={<Shield aria-hidden />} title="No roles yet">
            A role says what the people who have it may see and do. Without one, nobody can use the application.
          </EmptyState>
        ) : (
          <MatrixGrid goal={goal} />
        )}
        <div className="matrix-foot">
          <AddLine
            label="New role"
            placeholder="New role, such as manager"
            button="Add role"
            edits={(label) => addRole(spec, label).edits}
          />
          {roles.length > 0 && <RoleDefaults />}
        </div>
      </div>
    </EditingProvider>
  );
}
