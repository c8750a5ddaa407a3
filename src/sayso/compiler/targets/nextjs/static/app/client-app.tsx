"use client";

import dynamic from "next/dynamic";

/** The application runs in the browser only; the server answers its data. */
export const ClientApp = dynamic(() => import("../client/app").then(({ App }) => App), { ssr: false });
