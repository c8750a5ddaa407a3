// Salon: what it keeps, its pages and their place in the navigation.
import { Application, defineApp } from "@sayso/app-kit";
import { AppointmentDetail } from "./components/AppointmentDetail";
import { AppointmentForm } from "./components/AppointmentForm";
import { ClientDetail } from "./components/ClientDetail";
import { ClientForm } from "./components/ClientForm";
import { ServiceDetail } from "./components/ServiceDetail";
import { ServiceForm } from "./components/ServiceForm";
import { StylistDetail } from "./components/StylistDetail";
import { StylistForm } from "./components/StylistForm";
import { appointment } from "./entities/appointment";
import { client } from "./entities/client";
import { service } from "./entities/service";
import { stylist } from "./entities/stylist";
import { AppointmentsPage } from "./pages/AppointmentsPage";
import { ClientsPage } from "./pages/ClientsPage";
import { OverviewPage } from "./pages/OverviewPage";
import { ServicesPage } from "./pages/ServicesPage";
import { StylistsPage } from "./pages/StylistsPage";

export const app = defineApp({
  name: "Salon",
  slug: "salon",
  description: "Appointments, clients and services of a hair salon.",
  entities: [client, stylist, service, appointment],
  pages: [
    { name: "overview", title: "Overview", path: "/", icon: "layout-dashboard", component: OverviewPage },
    {
      name: "appointments",
      title: "Appointments",
      path: "/appointments",
      icon: "calendar",
      entity: "appointment",
      component: AppointmentsPage,
    },
    {
      name: "clients",
      title: "Clients",
      path: "/clients",
      icon: "users",
      entity: "client",
      component: ClientsPage,
    },
    {
      name: "stylists",
      title: "Stylists",
      path: "/stylists",
      icon: "scissors",
      entity: "stylist",
      component: StylistsPage,
    },
    {
      name: "services",
      title: "Services",
      path: "/services",
      icon: "sparkles",
      roles: ["owner"],
      entity: "service",
      component: ServicesPage,
    },
  ],
  forms: { appointment: AppointmentForm, client: ClientForm, stylist: StylistForm, service: ServiceForm },
  details: {
    appointment: AppointmentDetail,
    client: ClientDetail,
    stylist: StylistDetail,
    service: ServiceDetail,
  },
});

/** The whole application. */
export function App() {
  return <Application app={app} />;
}
