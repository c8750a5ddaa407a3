// Bücher & "more" </title><script>alert(1)</script> as the server knows it.
import { bookModel } from "./entities/book";
import { classModel } from "./entities/class";
import { staffModel } from "./entities/staff";
import type { ModuleModel } from "./model";

export const appModule: ModuleModel = {
  name: 'Bücher & "more" </title><script>alert(1)</script>',
  slug: "library",
  version: "1.0.0",
  description: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
  roles: [
    { name: "librarian", label: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀' },
    { name: "helper", label: "Helper" },
  ],
  widestRole: "librarian",
  settings: [
    {
      key: "greeting",
      label: "Greeting",
      type: "string",
      options: [],
      value: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
    },
    { key: "currency", label: "Currency", type: "string", options: [], value: "USD" },
    { key: "time_zone", label: "Time zone", type: "string", options: [], value: "UTC" },
    { key: "locale", label: "Language and region", type: "string", options: [], value: "en" },
  ],
  history: "apps.mod_library_history_v",
  restore: "apps.mod_library_restore",
  reports: [],
  endpoints: [],
  entities: { book: bookModel, class: classModel, staff: staffModel },
};
