// Reads and writes Ersatzteil rows through the data API. From entity "ersatzteil" of the spec.
import { createService } from "@sayso/app-kit";
import { type Ersatzteil, type ErsatzteilInput, ersatzteil } from "../entities/ersatzteil";

export const ersatzteilService = createService<Ersatzteil, ErsatzteilInput>(ersatzteil);
