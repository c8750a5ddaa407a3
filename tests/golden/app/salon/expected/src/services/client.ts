// Reads and writes Client rows through the data API. From entity "client" of the spec.
import { createService } from "@sayso/app-kit";
import { type Client, type ClientInput, client } from "../entities/client";

export const clientService = createService<Client, ClientInput>(client);
