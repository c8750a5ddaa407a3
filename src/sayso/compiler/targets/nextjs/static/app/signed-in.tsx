import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { sessionOf } from "../server/session";
import { ClientApp } from "./client-app";

/** The application, for whoever is signed in and may see the page; without roles that is every role. */
export async function SignedIn({ roles }: { readonly roles?: readonly string[] }) {
  const request = new Request("http://localhost/", { headers: new Headers(await headers()) });
  const session = await sessionOf(request).catch(() => undefined);
  if (!session) redirect("/__signin");
  if (roles && !roles.includes(session.role)) notFound();
  return <ClientApp />;
}
