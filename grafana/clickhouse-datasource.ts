/** The one datasource of all boards and rules; `provisioning/datasources/clickhouse.yaml` gives it this uid. */
export const CLICKHOUSE_DATASOURCE = { type: "grafana-clickhouse-datasource", uid: "tollgate-clickhouse" } as const;
