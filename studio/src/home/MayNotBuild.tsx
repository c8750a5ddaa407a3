import type { ReactNode } from "react";
import type { Account } from "../api/me";

/** Why there is no box to describe something in, and who could change that. */
export function MayNotBuild({ me }: { readonly me: Account }): ReactNode {
  const { title, text } = wordsFor(me);
  return (
    <section className="may-not" aria-labelledby="may-not">
      <h1 id="may-not" tabIndex={-1}>
        {title}
      </h1>
      <p className="text-muted">{text}</p>
    </section>
  );
}

function wordsFor({ agency, user }: Account): { readonly title: string; readonly text: string } {
  if (!agency)
    return {
      title: "You belong to no agency yet",
      text: `Ask an administrator of your agency to invite ${user.email}. The applications you may use are here then.`,
    };
  if (agency.role === "api_user")
    return {
      title: "This account is for programs",
      text: `In ${agency.name} your role is for programs, which build and look at modules through the API. An administrator can give you another role.`,
    };
  return {
    title: `Applications of ${agency.name}`,
    text: "As a viewer you can open them; building new ones takes the role User. An administrator can give it to you.",
  };
}
