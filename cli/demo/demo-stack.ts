import type { ClickHouseClient } from "@clickhouse/client";
import { connectClickHouse } from "../../clickhouse/connect-clickhouse.ts";
import type { Secrets } from "../stack/secrets.ts";

/** What the demo needs of a running stack. */
export interface DemoStack {
  otlpHttpUrl: string;
  clickhouseUrl: string;
  secrets: Pick<Secrets, "TOLLGATE_TOKEN" | "TOLLGATE_ADMIN_PASSWORD" | "TOLLGATE_GUARD_PASSWORD">;
}

/** A client as the operator; close it after use. */
export function adminClient({ clickhouseUrl, secrets }: DemoStack): ClickHouseClient {
  const url = new URL(clickhouseUrl);
  url.username = "admin";
  url.password = secrets.TOLLGATE_ADMIN_PASSWORD;
  return connectClickHouse(url.href);
}
