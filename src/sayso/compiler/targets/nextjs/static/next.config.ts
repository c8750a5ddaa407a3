import type { NextConfig } from "next";

const config: NextConfig = {
  transpilePackages: ["@sayso/app-kit"],
  serverExternalPackages: ["pg"],
  poweredByHeader: false,
};

export default config;
