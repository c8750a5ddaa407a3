// From page "overview" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "./signed-in";

export const metadata: Metadata = { title: "Overview" };

export default function OverviewPage() {
  return <SignedIn />;
}
