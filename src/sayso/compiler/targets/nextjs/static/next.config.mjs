/** @type {import("next").NextConfig} */
export default {
  transpilePackages: ["@sayso/app-kit"],
  serverExternalPackages: ["pg"],
  poweredByHeader: false,
};
