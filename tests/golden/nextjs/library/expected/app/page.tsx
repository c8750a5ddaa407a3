// From page "books" of the spec.
import type { Metadata } from "next";
import { SignedIn } from "./signed-in";

export const metadata: Metadata = {
  title: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
};

export default function BooksPage() {
  return <SignedIn />;
}
