// From page "appointments" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../signed-in";

export const metadata: Metadata = { title: "Appointments" };

export default function AppointmentsPage() {
  return <SignedIn />;
}
