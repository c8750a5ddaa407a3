import "../src/styles/kit.css";

export * from "../src/index";
