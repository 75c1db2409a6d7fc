import type { ClickHouseClient } from "@clickhouse/client";
import type { ErasurePlan } from "./erasure.ts";

/** Where the same text may stand by another meaning. It is told, and stays: a customer is not a user. */
const OTHER_DIMENSIONS = ["project", "customer", "agent", "workflow", "environment", "service"];

/** The calls of a user by tenant, most calls first. */
export async function userTenants(
  client: ClickHouseClient,
  user: string,
  before = "2200-01-01 00:00:00",
): Promise<ErasurePlan["tenants"]> {
  const query = `
    SELECT tenant, toInt32(countIf(kind = 'call')) AS calls, toString(toDecimal128(sum(cost), 12)) AS costUsd, toString(min(ts)) AS firstAt, toString(max(ts)) AS lastAt
    FROM tollgate.llm_calls FINAL
    WHERE kind != 'superseded' AND user_id = {user:String} AND ts < toDateTime64({before:String}, 3, 'UTC')
    GROUP BY tenant ORDER BY calls DESC, tenant`;
  return (await client.query({ query, query_params: { user, before }, format: "JSONEachRow" })).json<
    ErasurePlan["tenants"][number]
  >();
}

/** Where a user's id stands in what is not erased: as an agent, in a budget's name. */
export async function elsewhere(client: ClickHouseClient, user: string): Promise<string[]> {
  const read = async (query: string) =>
    (await client.query({ query, query_params: { user }, format: "JSONEachRow" })).json<{ place: string }>();
  const counts = OTHER_DIMENSIONS.map((name) => `countIf(${name} = {user:String}) AS ${name}`).join(", ");
  const dimensions = await read(`
    SELECT arrayJoin(arrayFilter((p, n) -> n > 0, [${OTHER_DIMENSIONS.map((name) => `'${name}'`).join(", ")}], [${OTHER_DIMENSIONS.join(", ")}])) AS place
    FROM (SELECT ${counts} FROM tollgate.llm_calls WHERE kind = 'call')`);
  const budgets = await read(
    "SELECT DISTINCT concat('the name of budget \"', budget, '\"') AS place FROM tollgate.budgets WHERE position(budget, {user:String}) > 0 ORDER BY place",
  );
  return [...dimensions, ...budgets].map(({ place }) => place);
}
