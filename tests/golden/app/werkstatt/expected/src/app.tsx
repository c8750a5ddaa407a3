// Fahrradwerkstattverwaltungsanwendung: what it keeps, its pages and their place in the navigation.
import { Application, defineApp } from "@sayso/app-kit";
import { AuftragDetail } from "./components/AuftragDetail";
import { AuftragForm } from "./components/AuftragForm";
import { auftrag } from "./entities/auftrag";
import { ersatzteil } from "./entities/ersatzteil";
import { kunde } from "./entities/kunde";
import { AuftraegePage } from "./pages/AuftraegePage";
import { KundenPage } from "./pages/KundenPage";
import { TeilePage } from "./pages/TeilePage";
import { UebersichtPage } from "./pages/UebersichtPage";

export const app = defineApp({
  name: "Fahrradwerkstattverwaltungsanwendung",
  slug: "werkstatt",
  description: "ورشة الدراجات: Reparaturaufträge, Ersatzteile und Rechnungen.",
  entities: [kunde, auftrag, ersatzteil],
  pages: [
    { name: "uebersicht", title: "Übersicht", path: "/", icon: "gauge", component: UebersichtPage },
    {
      name: "auftraege",
      title: "Reparaturaufträge",
      path: "/auftraege",
      entity: "auftrag",
      component: AuftraegePage,
    },
    {
      name: "teile",
      title: "Ersatzteillager",
      path: "/lager/teile",
      entity: "ersatzteil",
      component: TeilePage,
    },
    {
      name: "kunden",
      title: "Kundinnen und Kunden",
      path: "/kunden",
      roles: ["meister"],
      entity: "kunde",
      component: KundenPage,
    },
  ],
  forms: { auftrag: AuftragForm },
  details: { auftrag: AuftragDetail },
});

/** The whole application. */
export function App() {
  return <Application app={app} />;
}
