import "../src/styles/kit.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Application } from "../src";
import { salon } from "./salon";
import { sampleApi } from "./sample";

// `?rows=3000` fills the salon; the data lives in this page only.
const rows = Number(new URLSearchParams(location.search).get("rows") ?? sessionStorage.getItem("rows") ?? 41);
sessionStorage.setItem("rows", String(rows));
globalThis.fetch = sampleApi(rows).fetch;

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id “root”.");
createRoot(root).render(
  <StrictMode>
    <Application app={salon} />
  </StrictMode>,
);
