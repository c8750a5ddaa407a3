import { Badge } from "@sayso/app-kit";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, dataOf } from "../../api/client";
import { Panel } from "../../shell/Panel";
import { keys } from "../queries";
import type { TabProps } from "../tabs";

interface Report {
  readonly holds?: boolean;
  readonly sentences?: readonly string[];
}

/** What was tried before the present revision was published; nothing where no proof was kept. */
export function Proof({ module: { slug } }: TabProps): ReactNode {
  const { data } = useQuery({
    queryKey: keys.of(slug, "proof"),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/proof", { params: { path: { slug } }, signal })) as Promise<Report>,
    retry: false,
  });
  if (!data?.sentences?.length) return null;
  return (
    <Panel
      title="Proved before publishing"
      actions={
        <Badge tone={data.holds ? "success" : "warning"}>{data.holds ? "Everything holds" : "Look at this"}</Badge>
      }
    >
      <div className="modules-pad">
        <ul className="modules-list">
          {data.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
