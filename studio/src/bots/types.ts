import type { Schemas } from "../api/client";

export type JsonValue = Schemas["JsonValue"];
export type JsonObject = { [key: string]: JsonValue };

export type BotView = Schemas["BotView"];
export type BotLine = Schemas["BotLine"];
export type BotStatus = BotView["status"];
export type Stage = BotView["stage"];
export type BotChange = Schemas["BotChange"];
export type Said = Schemas["BotWords"];
export type ConfigField = BotView["config_fields"][number];
export type Counters = BotView["counters"];
export type Message = Schemas["BotMessageView"];
export type Policy = BotView["policy"];
export type Question = BotView["questions"][number];
export type Reaches = BotView["reaches"];
export type ModuleReach = Reaches["modules"][number];
export type Requirements = BotView["requirements"];
export type Kept = Schemas["StateValueView"];

export type TriggerView = Schemas["TriggerView"];
export type MadeTrigger = Schemas["MadeTrigger"];
export type TriggerSpec = TriggerView["spec"];
export type SpecOf<Kind extends TriggerSpec["kind"]> = Extract<TriggerSpec, { readonly kind: Kind }>;
export type RowEvent = SpecOf<"row">["on"][number];

export type RunLine = Schemas["RunView"];
export type RunView = Schemas["RunDetail"];
export type RunState = RunLine["state"];
export type Attempt = RunView["attempts"][number];
export type Approval = Schemas["ApprovalView"];
export type LogLine = RunView["log"][number];
export type Request = RunView["requests"][number];
export type Step = RunView["steps"][number];

export type VersionLine = Schemas["BotVersionLine"];
export type VersionView = Schemas["BotVersionView"];
export type Comparison = Schemas["BotComparisonView"];
export type BotDetails = VersionView["details"];
export type Report = NonNullable<VersionView["report"]>;
export type CaseResult = Report["results"][number];

type Loose<Of> = { readonly [Key in keyof Of]?: Of[Key] };

/** What a case says, as somebody may have typed it: only what is there. */
export type Given = Loose<Schemas["Given"]>;
export type Expected = Loose<Schemas["Expected"]>;
export type WholeCase = BotDetails["cases"][number];
export interface Case {
  readonly name: string;
  readonly given?: Given;
  readonly expect?: Expected;
  readonly runs?: number;
}
