// Classes on the server. From entity "class" of the spec.
import { classSchema } from "../../client/schemas/class";
import type { EntityModel } from "../model";

export const classModel: EntityModel = {
  name: "class",
  collection: "classes",
  label: "Class",
  labelPlural: "Classes",
  table: "apps.mod_words_classes",
  view: "apps.mod_words_classes_v",
  title: ["name"],
  columns: {
    name: { kind: "text", label: "Name" },
    json: { kind: "json", label: "Json" },
    copy: { kind: "text", label: "Copy" },
    dict: { kind: "text", label: "Dict" },
    schema: { kind: "long_text", label: "Schema" },
    date: { kind: "date", label: "Date" },
    datetime: { kind: "datetime", label: "Datetime" },
    time: { kind: "time", label: "Time" },
    list: { kind: "boolean", label: "List" },
    str: { kind: "integer", label: "Str" },
    import: { kind: "decimal", label: "Import" },
    lambda: { kind: "money", label: "Lambda" },
    async: { kind: "email", label: "Async" },
    given: { kind: "url", label: "Given" },
    model_config: { kind: "phone", label: "Model config" },
    field: { kind: "uuid", label: "Field" },
    values: { kind: "text", label: "Values" },
    from: { kind: "text", label: "From", required: true },
    type: {
      kind: "enum",
      label: "Type",
      options: [
        {
          name: "def",
          label: "Def long long long long long long long long long long long long long long long long",
        },
        {
          name: "try",
          label:
            "Try long long long long long long long long long long long long long long long long long long long long long long long long long",
        },
        {
          name: "9_to_5",
          label: "9_To_5 long long long long long long long long long long long long long long long long",
        },
        {
          name: "none_of_these_choices_fits_on_one_line_with_the_others",
          label:
            "None_Of_These_Choices_Fits_On_One_Line_With_The_Others long long long long long long long long long long long long long long long long",
        },
        {
          name: "x1",
          label: "X1 long long long long long long long long long long long long long long long long",
        },
        {
          name: "x2",
          label: "X2 long long long long long long long long long long long long long long long long",
        },
        {
          name: "x3",
          label: "X3 long long long long long long long long long long long long long long long long",
        },
        {
          name: "x4",
          label: "X4 long long long long long long long long long long long long long long long long",
        },
      ],
    },
    with: {
      kind: "multi_enum",
      label: "With",
      options: [
        { name: "a", label: "A" },
        { name: "b", label: 'B; "b"' },
      ],
      required: true,
    },
    member_id: { kind: "uuid", label: "Member", stored: "member_ref_id" },
    double: { kind: "integer", label: "Double", computed: true },
  },
  searchable: [],
  belongsTo: { member: "staff" },
  sets: {
    next: { entity: "class", table: "apps.mod_words_class_next", own: "class_id", other: "next_class_id" },
    previous: {
      entity: "class",
      table: "apps.mod_words_class_next",
      own: "next_class_id",
      other: "class_id",
    },
  },
  rules: [
    {
      name: "positive",
      message:
        "It's “too” small and small and small and small and small and small and small and small and small and small and small and small and small and small ",
    },
  ],
  schema: classSchema,
  createSchema: classSchema,
  grants: { admin: { create: "all", read: "all", update: "all", delete: "all" }, teacher: {} },
};
