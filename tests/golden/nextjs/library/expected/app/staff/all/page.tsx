// From page "staff" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../../signed-in";

export const metadata: Metadata = { title: "Staff" };

export default function StaffPage() {
  return <SignedIn roles={["librarian"]} />;
}
