/** What the roles of an agency are called. */
export const ROLES: Readonly<Record<string, string>> = {
  admin: "Administrator",
  user: "User",
  viewer: "Viewer",
  api_user: "For programs",
};
