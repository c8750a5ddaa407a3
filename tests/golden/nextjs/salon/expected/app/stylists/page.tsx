// From page "stylists" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../signed-in";

export const metadata: Metadata = { title: "Stylists" };

export default function StylistsPage() {
  return <SignedIn />;
}
