// Bücher & "more" </title><script>alert(1)</script>: what it keeps, its pages and their place in the navigation.
import { Application, defineApp } from "@sayso/app-kit";
import { App as AppView } from "./components/App";
import { BookForm } from "./components/BookForm";
import { book } from "./entities/book";
import { classEntity } from "./entities/class";
import { staff } from "./entities/staff";
import { BooksPage } from "./pages/BooksPage";
import { ClassesPage } from "./pages/ClassesPage";
import { StaffPage } from "./pages/StaffPage";

export const app = defineApp({
  name: 'Bücher & "more" </title><script>alert(1)</script>',
  slug: "library",
  description: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
  entities: [book, classEntity, staff],
  pages: [
    {
      name: "books",
      title: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
      path: "/",
      entity: "book",
      component: BooksPage,
    },
    {
      name: "staff",
      title: "Staff",
      path: "/staff/all",
      icon: "users",
      roles: ["librarian"],
      entity: "staff",
      component: StaffPage,
    },
    { name: "classes", title: "Classes", path: "/classes", entity: "class", component: ClassesPage },
  ],
  forms: { staff: AppView, book: BookForm },
});

/** The whole application. */
export function App() {
  return <Application app={app} />;
}
