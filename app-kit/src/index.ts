export { connection, useIsConnected } from "./data/connection";
export * from "./data/errors";
export { fileUrl, type StoredFile, uploadFile } from "./data/files";
export { createHooks, type EntityHooks, queryKeys, type Update } from "./data/hooks";
export type { ListQuery, StatsQuery } from "./data/query";
export { type ReportColumn, type ReportData, useReport } from "./data/report";
export { type RequestOptions, request } from "./data/request";
export { answerFrom, type Server } from "./data/server";
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
export { type RoleName, type Session, sessionKey, useSession } from "./data/session";
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
export { type Access, accessOf, useAccess } from "./entity/access";
export { EntityDetail, type EntityDetailProps } from "./entity/detail/EntityDetail";
export { EntityList, type EntityListProps } from "./entity/EntityList";
export { FieldValue, type FieldValueProps } from "./entity/FieldValue";
export { FilterBar, type FilterBarProps } from "./entity/filters/FilterBar";
export { EntityForm, type EntityFormProps } from "./entity/form/EntityForm";
export { LoadProblem, type LoadProblemProps } from "./entity/LoadProblem";
export { apiQuery, type ListState, useListState } from "./entity/list-state";
export { RecordLink, type RecordLinkProps } from "./entity/RecordLink";
export { type RecordNavigation, useRecordNavigation } from "./entity/record-scope";
export { EntityTable, type EntityTableProps } from "./entity/table/EntityTable";
export { textOf, titleOf } from "./entity/title";
export * as expr from "./expr";
export { createFormat, type Format } from "./format/format";
export { browserLanguage } from "./format/language";
export { useFormat } from "./format/use-format";
export { Column, type ContainerProps, Grid, type GridProps, Page, Row, Split } from "./layout/Containers";
export type { Direction, Placement, PlacementProps } from "./layout/placement";
export { Slot, type SlotProps } from "./layout/Slot";
export { Tab, type TabProps, Tabs, type TabsProps } from "./layout/Tabs";
export { Application, type ApplicationProps, makeQueryClient } from "./shell/Application";
export { AppProvider, type AppProviderProps } from "./shell/AppProvider";
export { useApp, useEntity } from "./shell/app-context";
export { type Host, memoryHistory } from "./shell/host";
export { RecordDrawer } from "./shell/RecordDrawer";
export { SettingsDialog, type SettingsDialogProps } from "./shell/SettingsDialog";
export { parseParams, stringifyParams, useChangeParams, useUrlParams, useUrlState } from "./shell/url";
export { Badge, type BadgeProps, toneOf } from "./ui/Badge";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./ui/Button";
export { Checkbox, Switch } from "./ui/Choice";
export { Combobox, type ComboboxProps, TagSelect, type TagSelectProps } from "./ui/Combobox";
export { classes } from "./ui/classes";
export { DateInput, DateTimeInput } from "./ui/DateInput";
export { Dialog, type DialogProps, Drawer, type DrawerProps } from "./ui/Dialog";
export { EmptyState, type EmptyStateProps } from "./ui/EmptyState";
export { ErrorBoundary } from "./ui/ErrorBoundary";
export { FileInput, type FileInputProps } from "./ui/FileInput";
export { Icon, type IconProps } from "./ui/Icon";
export { Input, Textarea } from "./ui/Input";
export { ICONS } from "./ui/icon-set";
export {
  Menu,
  MenuCheck,
  MenuItem,
  MenuLabel,
  type MenuProps,
  MenuSeparator,
  Popover,
  type PopoverProps,
} from "./ui/Menu";
export { MoneyInput, NumberInput, type NumberInputProps } from "./ui/NumberInput";
export type { Option } from "./ui/OptionList";
export { Avatar, type AvatarProps, Kbd, Notice, type NoticeProps, Skeleton } from "./ui/Small";
export { Tooltip, type TooltipProps } from "./ui/Tooltip";
export { chooseTheme, type Theme, useTheme } from "./ui/theme";
export { Toaster, type ToastOptions, toast, toastError } from "./ui/toast";
export { useIsPhone, useMedia } from "./ui/use-media";
export { useStored } from "./ui/use-stored";
export { KanbanBoard, type KanbanBoardProps } from "./views/board/KanbanBoard";
export { EntityCalendar, type EntityCalendarProps } from "./views/calendar/EntityCalendar";
export { EntityCards, type EntityCardsProps } from "./views/cards/EntityCards";
export {
  type ChartKind,
  ReportChart,
  type ReportChartProps,
  ReportFigure,
  type ReportFigureProps,
} from "./views/chart/ReportChart";
export { type Stat, StatTiles, type StatTilesProps } from "./views/stats/StatTiles";
