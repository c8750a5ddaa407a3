export * from "./data/errors";
export { fileUrl, type StoredFile, uploadFile } from "./data/files";
export { createHooks, type EntityHooks, queryKeys, type Update } from "./data/hooks";
export type { ListQuery, StatsQuery } from "./data/query";
export { type ReportColumn, type ReportData, useReport } from "./data/report";
export { type RequestOptions, request } from "./data/request";
export {
  type AvailableTransition,
  createService,
  type HistoryEntry,
  type ImportReport,
  type ListPage,
  type Service,
  type StatsGroup,
  serviceOf,
} from "./data/service";
export * as expr from "./expr";
export { type RoleName, type Session, useSession } from "./data/session";
export { type App, type AppDefinition, defineApp, type PageDefinition } from "./definition/app";
export {
  type Action,
  type AnyEntity,
  type AnyRow,
  defineEntity,
  type Entity,
  type FlowDefinition,
  type Grant,
  type RelatedDefinition,
  type RowBase,
  type RuleDefinition,
  type Scope,
  type TransitionDefinition,
} from "./definition/entity";
export {
  type FieldDefinition,
  type FieldKind,
  type FieldOption,
  type FilterBy,
  type FilterOp,
  isNumeric,
  type SortBy,
  storedKey,
  type Tone,
} from "./definition/field";
export { Column, type ContainerProps, Grid, type GridProps, Page, Row, Split } from "./layout/Containers";
export type { Direction, Placement, PlacementProps } from "./layout/placement";
export { Slot, type SlotProps } from "./layout/Slot";
export { Tab, type TabProps, Tabs, type TabsProps } from "./layout/Tabs";
export { Application, type ApplicationProps } from "./shell/Application";
export { useApp, useEntity } from "./shell/app-context";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./ui/Button";
export { classes } from "./ui/classes";
export { EmptyState, type EmptyStateProps } from "./ui/EmptyState";
export { ErrorBoundary } from "./ui/ErrorBoundary";
