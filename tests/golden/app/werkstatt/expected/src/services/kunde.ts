// Reads and writes Kundin oder Kunde rows through the data API. From entity "kunde" of the spec.
import { createService } from "@sayso/app-kit";
import { type Kunde, type KundeInput, kunde } from "../entities/kunde";

export const kundeService = createService<Kunde, KundeInput>(kunde);
