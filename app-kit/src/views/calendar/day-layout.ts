/** Something with a beginning and an end within a day, in minutes after midnight. */
export interface Timed {
  readonly from: number;
  readonly to: number;
}

/** Where it stands beside what overlaps it: the `lane`th of `lanes`, and how many lanes it may fill. */
export interface Placed<T extends Timed> {
  readonly item: T;
  readonly lane: number;
  readonly lanes: number;
  readonly width: number;
}

/**
 * Puts overlapping things side by side: each takes the first lane that is free, things that overlap directly or
 * through others share one count of lanes, and each widens over lanes to its right that stay free beside it.
 */
export function layoutDay<T extends Timed>(items: readonly T[]): readonly Placed<T>[] {
  const sorted = items.toSorted((one, other) => one.from - other.from || other.to - one.to);
  const placed: Placed<T>[] = [];
  let cluster: { item: T; lane: number }[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  const settle = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1;
    for (const { item, lane } of cluster)
      placed.push({ item, lane, lanes, width: widthOf(item, lane, lanes, cluster) });
    cluster = [];
  };
  for (const item of sorted) {
    if (item.from >= clusterEnd && cluster.length > 0) settle();
    const taken = new Set(cluster.filter((other) => overlaps(other.item, item)).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane++;
    cluster.push({ item, lane });
    clusterEnd = cluster.length === 1 ? item.to : Math.max(clusterEnd, item.to);
  }
  if (cluster.length > 0) settle();
  return placed;
}

function overlaps(one: Timed, other: Timed): boolean {
  return one.from < other.to && other.from < one.to;
}

function widthOf<T extends Timed>(
  item: T,
  lane: number,
  lanes: number,
  cluster: readonly { readonly item: T; readonly lane: number }[],
): number {
  let width = 1;
  while (lane + width < lanes && !cluster.some((other) => other.lane === lane + width && overlaps(other.item, item))) {
    width++;
  }
  return width;
}
