// From page "home" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "./signed-in";

export const metadata: Metadata = { title: "Home" };

export default function HomePage() {
  return <SignedIn />;
}
