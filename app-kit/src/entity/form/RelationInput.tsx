import { Check, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { Button } from "../../ui/Button";
import { Combobox, type InputIdentity, TagSelect } from "../../ui/Combobox";
import { useAccess } from "../access";
import { useRowOptions, useRowTitles } from "../related-options";
import { titleOf } from "../title";
import { NewRecordDialog } from "./NewRecordDialog";

interface RelationProps extends InputIdentity {
  readonly field: FieldDefinition;
  readonly name: string;
}

export interface RelationInputProps extends RelationProps {
  readonly value: string | null;
  readonly shown?: string;
  readonly onValue: (value: string | null) => void;
}

/** Another entity's record, found by typing or created on the spot. */
export function RelationInput(props: RelationInputProps): ReactNode {
  const entity = useEntity(props.field.entity);
  return entity ? <OneRecord {...props} entity={entity} /> : null;
}

function OneRecord(props: RelationInputProps & { readonly entity: AnyEntity }): ReactNode {
  const { entity, field, name, value, shown, onValue, ...identity } = props;
  const format = useFormat();
  const access = useAccess(entity);
  const [query, setQuery] = useState("");
  const [adding, setAdding] = useState<string | null>(null);
  const isSeen = access.can("read");
  const { options, loading } = useRowOptions(entity, query, isSeen);
  const titles = useRowTitles(entity, value && !shown && isSeen ? [value] : []);
  const [picked, setPicked] = useState<{ readonly id: string; readonly title: string } | null>(null);
  const title = picked && picked.id === value ? picked.title : (shown ?? titles.get(value ?? ""));
  const noun = entity.label.toLocaleLowerCase();
  const { "aria-required": _required, ...forButton } = identity;
  return (
    <>
      {isSeen || !access.can("create") ? (
        <Combobox
          {...identity}
          name={name}
          value={value}
          shown={title}
          options={options}
          loading={loading}
          onQuery={setQuery}
          placeholder={`Choose ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`}
          clearable={!field.required}
          noun={noun}
          {...(access.can("create") ? { onCreate: setAdding } : {})}
          onValue={(id, option) => {
            setPicked(id && option ? { id, title: option.label } : null);
            onValue(id);
          }}
        />
      ) : (
        <Button
          {...forButton}
          icon={value ? <Check aria-hidden /> : <Plus aria-hidden />}
          onClick={() => setAdding("")}
        >
          {title ?? `Enter ${noun} details`}
        </Button>
      )}
      {adding !== null && (
        <NewRecordDialog
          entity={entity}
          text={adding}
          onClose={() => setAdding(null)}
          onSaved={(row: AnyRow) => {
            setPicked({ id: row.id, title: titleOf(entity, row, format) });
            onValue(row.id);
            setAdding(null);
          }}
        />
      )}
    </>
  );
}

export interface RelationSetInputProps extends RelationProps {
  readonly values: readonly string[];
  /** Titles of the values, in the same order, as the row carries them. */
  readonly titles: readonly string[];
  readonly initialIds: readonly string[];
  readonly onValues: (values: readonly string[]) => void;
}

/** Several records of another entity. */
export function RelationSetInput(props: RelationSetInputProps): ReactNode {
  const entity = useEntity(props.field.entity);
  return entity ? <SeveralRecords {...props} entity={entity} /> : null;
}

function SeveralRecords(props: RelationSetInputProps & { readonly entity: AnyEntity }): ReactNode {
  const { entity, field: _field, name, values, titles, initialIds, onValues, ...identity } = props;
  const format = useFormat();
  const access = useAccess(entity);
  const [query, setQuery] = useState("");
  const [adding, setAdding] = useState<string | null>(null);
  const [known, setKnown] = useState(() => new Map(initialIds.map((id, index) => [id, titles[index] ?? ""])));
  const { options, loading } = useRowOptions(entity, query, true);
  const unknown = values.filter((id) => !known.has(id) && !options.some(({ value }) => value === id));
  const found = useRowTitles(entity, unknown);
  const labelOf = (id: string) => known.get(id) ?? found.get(id) ?? options.find(({ value }) => value === id)?.label;
  const remember = (id: string, title: string) => setKnown((before) => new Map(before).set(id, title));
  return (
    <>
      <TagSelect
        {...identity}
        name={name}
        values={values}
        labelOf={labelOf}
        options={options}
        loading={loading}
        onQuery={setQuery}
        placeholder={`Choose ${entity.labelPlural.toLocaleLowerCase()}`}
        noun={entity.label.toLocaleLowerCase()}
        {...(access.can("create") ? { onCreate: setAdding } : {})}
        onValues={(next) => {
          for (const id of next) remember(id, labelOf(id) ?? "");
          onValues(next);
        }}
      />
      {adding !== null && (
        <NewRecordDialog
          entity={entity}
          text={adding}
          onClose={() => setAdding(null)}
          onSaved={(row) => {
            remember(row.id, titleOf(entity, row, format));
            onValues([...values, row.id]);
            setAdding(null);
          }}
        />
      )}
    </>
  );
}
