// Reads and writes Reparaturauftrag rows through the data API. From entity "auftrag" of the spec.
import { createService } from "@sayso/app-kit";
import { type Auftrag, type AuftragInput, auftrag } from "../entities/auftrag";

export const auftragService = createService<Auftrag, AuftragInput>(auftrag);
