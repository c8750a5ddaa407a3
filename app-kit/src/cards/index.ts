export { CardBody, type CardBodyProps } from "./CardBody";
export { CardSkeleton } from "./CardSkeleton";
export type { Card, CardColumn, CardKind, ValueFormat } from "./card";
export { finite, webAddress } from "./reading";
export { StaleMark } from "./StaleMark";
export { ageOf, wordingOf } from "./wording";
