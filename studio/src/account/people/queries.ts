import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";

export type Person = Schemas["PersonView"];

export const peopleKey = ["people"] as const;

/** Who belongs to the agency, page by page. */
export function usePeople(): Paged<Person> {
  return usePages<Person>({
    key: peopleKey,
    ask: (query, signal) => dataOf(api.GET("/api/v1/agency/people", { params: { query }, signal })),
  });
}

const place = ({ user_id }: Person) => ({ params: { path: { user_id } } });

export const changePerson = (person: Person, body: Schemas["PersonChange"]) =>
  dataOf(api.PATCH("/api/v1/agency/people/{user_id}", { ...place(person), body }));

export const removePerson = (person: Person) => dataOf(api.DELETE("/api/v1/agency/people/{user_id}", place(person)));

export const makeResetLink = (person: Person) =>
  dataOf(api.POST("/api/v1/agency/people/{user_id}/reset-link", place(person)));

/** What somebody is called where a name is wanted. */
export const nameOf = ({ name, email }: Person) => name || email;

/** What tells two people of one name apart. */
export const nameAndAddress = ({ name, email }: Person) => (name ? `${name} (${email})` : email);
