// From page "classes" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "../signed-in";

export const metadata: Metadata = { title: "Classes" };

export default function ClassesPage() {
  return <SignedIn />;
}
