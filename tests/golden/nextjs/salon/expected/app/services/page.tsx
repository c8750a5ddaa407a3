// From page "services" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../signed-in";

export const metadata: Metadata = { title: "Services" };

export default function ServicesPage() {
  return <SignedIn roles={["owner"]} />;
}
