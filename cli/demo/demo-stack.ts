import { type ClickHouseClient, createClient } from "@clickhouse/client";
import type { Secrets } from "../stack/secrets.ts";

/** What the demo needs of a running stack. */
export interface DemoStack {
  otlpHttpUrl: string;
  clickhouseUrl: string;
  secrets: Pick<Secrets, "TOLLGATE_TOKEN" | "TOLLGATE_ADMIN_PASSWORD" | "TOLLGATE_GUARD_PASSWORD">;
}

/** A client as the operator; close it after use. */
export function adminClient({ clickhouseUrl, secrets }: DemoStack): ClickHouseClient {
  const password = secrets.TOLLGATE_ADMIN_PASSWORD;
  return createClient({ url: clickhouseUrl, username: "admin", password, database: "tollgate" });
}
