// From page "clients" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../signed-in";

export const metadata: Metadata = { title: "Clients" };

export default function ClientsPage() {
  return <SignedIn />;
}
