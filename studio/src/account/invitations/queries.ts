import { useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";

export type Invitation = Schemas["InvitationView"];
export type MadeInvitation = Schemas["MadeInvitation"];
export type NewInvitation = Schemas["NewInvitation"];

export const invitationsKey = ["invitations"] as const;

/** The agency's invitations, the newest first, page by page. */
export function useInvitations(): Paged<Invitation> {
  return usePages<Invitation>({
    key: invitationsKey,
    ask: (query, signal) => dataOf(api.GET("/api/v1/agency/invitations", { params: { query }, signal })),
  });
}

/** The applications that somebody can be invited to. */
export function useModules(isWanted: boolean) {
  return useQuery({
    queryKey: ["modules", "to-invite-to"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/modules", { params: { query: { limit: 500 } }, signal })),
    enabled: isWanted,
  });
}

/** The roles of one application. */
export function useModuleRoles(slug: string) {
  return useQuery({
    queryKey: ["modules", slug, "roles"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/modules/{slug}/roles", { params: { path: { slug } }, signal })),
    enabled: slug !== "",
  });
}

const place = ({ id }: Invitation) => ({ params: { path: { invitation_id: id } } });

export const invite = (body: NewInvitation) => dataOf(api.POST("/api/v1/agency/invitations", { body }));

export const resend = (invitation: Invitation) =>
  dataOf(api.POST("/api/v1/agency/invitations/{invitation_id}/resend", place(invitation)));

export const withdraw = (invitation: Invitation) =>
  dataOf(api.DELETE("/api/v1/agency/invitations/{invitation_id}", place(invitation)));
