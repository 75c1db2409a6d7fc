import { afterAll, beforeAll, expect, test } from "vitest";
import { queryRows } from "./query-rows.ts";
import { type Ledger, startLedger } from "./start-ledger.ts";

// The columns that clickhouseexporter v0.161.0 names in its INSERTs (internal/sqltemplates/*_insert.sql). One that is missing or renamed
// fails every batch, and the exporter sends it for ever.

const RESOURCE_AND_SCOPE =
  "ResourceAttributes ResourceSchemaUrl ScopeName ScopeVersion ScopeAttributes ScopeDroppedAttrCount ScopeSchemaUrl ServiceName";
const METRIC = `${RESOURCE_AND_SCOPE} MetricName MetricDescription MetricUnit Attributes StartTimeUnix TimeUnix`;
const EXEMPLARS = "Exemplars.FilteredAttributes Exemplars.TimeUnix Exemplars.Value Exemplars.SpanId Exemplars.TraceId";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.stop());

test.each([
  [
    "otel_traces",
    "Timestamp TraceId SpanId ParentSpanId TraceState SpanName SpanKind ServiceName ResourceAttributes ScopeName ScopeVersion SpanAttributes Duration StatusCode StatusMessage " +
      "Events.Timestamp Events.Name Events.Attributes Links.TraceId Links.SpanId Links.TraceState Links.Attributes",
  ],
  [
    "otel_logs",
    "Timestamp TraceId SpanId TraceFlags SeverityText SeverityNumber ServiceName Body ResourceSchemaUrl ResourceAttributes ScopeSchemaUrl ScopeName ScopeVersion ScopeAttributes LogAttributes EventName",
  ],
  ["otel_metrics_gauge", `${METRIC} Value Flags ${EXEMPLARS}`],
  ["otel_metrics_sum", `${METRIC} Value Flags ${EXEMPLARS} AggregationTemporality IsMonotonic`],
  [
    "otel_metrics_histogram",
    `${METRIC} Count Sum BucketCounts ExplicitBounds ${EXEMPLARS} Flags Min Max AggregationTemporality`,
  ],
  [
    "otel_metrics_exponential_histogram",
    `${METRIC} Count Sum Scale ZeroCount PositiveOffset PositiveBucketCounts NegativeOffset NegativeBucketCounts ${EXEMPLARS} Flags Min Max AggregationTemporality`,
  ],
  ["otel_metrics_summary", `${METRIC} Count Sum ValueAtQuantiles.Quantile ValueAtQuantiles.Value Flags`],
])("tollgate.%s has exactly the exporter's columns, beside those it does not see", async (table, columns) => {
  const rows = await queryRows(ledger.admin, `DESCRIBE TABLE tollgate.${table}`);
  expect(rows.filter((row) => row.default_type === "").map((row) => row.name)).toEqual(columns.split(" "));
  expect(rows.filter((row) => row.default_type !== "").map((row) => row.default_type)).toEqual(["MATERIALIZED"]);
});
