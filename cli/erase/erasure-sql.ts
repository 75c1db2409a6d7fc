import { ERASED } from "./erasure.ts";

/** Attributes that say who the user is, in any spelling: `user.id`, `enduser.id`, `langfuse.user.id`, `ai.telemetry.metadata.userId`, `gen_ai.user`. */
export const USER_ATTRIBUTE = "(^|[._-])(end)?user([._-]?id)?$";

/** The tenant of a row of a landing table, as the ledger tells it: only our own spans name one themselves. */
export function landingTenant(map: string): string {
  return `multiIf(startsWith(ScopeName, 'tollgate') AND ${map}['tollgate.tenant'] != '', ${map}['tollgate.tenant'], ResourceAttributes['tollgate.tenant'] != '', ResourceAttributes['tollgate.tenant'], 'default')`;
}

/**
 * The conditions and expressions of one run, by its id. None holds the user's id, or a statement's text would keep it: they read `tollgate.erasing`.
 */
export function erasureSql(id: string) {
  const of = (kind: string, columns: string) =>
    `(SELECT ${columns} FROM tollgate.erasing WHERE erasure_id = '${id}' AND kind = '${kind}')`;
  const before = of("user", "max(before)");
  const userNames = of("user", "groupUniqArray(value)");
  const isUser = (column: string) => `(tenant, ${column}) IN ${of("user", "tenant, value")}`;
  const inTraces = `(tenant, trace_id) IN ${of("trace", "tenant, toFixedString(unhex(value), 16)")}`;
  const inSessions = `(tenant, session) IN ${of("session", "tenant, value")}`;
  const key = of("key", "any(key)");
  const hash64 = (column: string) => `sipHash64Keyed(${key}, ${column})`;
  const newTrace = `if(trace_id = toFixedString('', 16), trace_id, sipHash128Keyed(${key}, trace_id))`;
  const newSpan = `if(span_id = 0, 0, ${hash64("span_id")})`;
  const newSession = `if(session = '', '', concat('${ERASED} ', lower(hex(${hash64("session")}))))`;
  const newUser = `if(user_id = '', '', '${ERASED}')`;

  /** Values of the user attributes in these maps of a landing table. */
  const namesIn = (maps: readonly string[]) =>
    `arrayConcat(${maps.map((map) => `arrayMap(v -> leftUTF8(v, 200), arrayFilter((v, k) -> v != '' AND match(lower(k), '${USER_ATTRIBUTE}'), mapValues(${map}), mapKeys(${map})))`).join(", ")})`;
  const ofTenants = (map: string) => `${landingTenant(map)} IN ${of("user", "tenant")}`;

  return {
    /** Rows with columns tenant, user_id, session, trace_id and ts: the user's, and those of nobody in the user's sessions and traces. */
    itsRows: `ts < ${before} AND (${isUser("user_id")} OR (user_id = '' AND (${inTraces} OR ${inSessions})))`,
    itsOwnRows: `ts < ${before} AND ${isUser("user_id")}`,
    itsRowsBySession: `ts < ${before} AND (${isUser("user_id")} OR (user_id = '' AND ${inSessions}))`,
    /** They stand under other tenants too and know no trace. Nobody reads the user of one, so it is nobody's from now on, whichever tenant's it was. */
    itsTombstones: `kind = 'superseded' AND ts < ${before} AND user_id IN ${of("user", "value")}`,
    newColumns: `user_id = ${newUser}, session = ${newSession}, trace_id = ${newTrace}`,
    newSpanColumn: `span_id = ${newSpan}`,
    /** Labels know no user. Those of a trace are the user's, but for the spans of others in it. */
    itsLabels: `${inTraces} AND (tenant, trace_id, span_id) NOT IN (
      SELECT tenant, trace_id, span_id FROM tollgate.llm_calls WHERE ${inTraces} AND user_id != '' AND NOT (${isUser("user_id")}))`,
    newLabels: `${newTrace} AS trace_id, ${newSpan} AS span_id, if(prompt_hash = '', '', lower(hex(${hash64("prompt_hash")}))) AS prompt_hash,
      arrayMap(t -> if(has(${userNames}, t), '${ERASED}', t), tags) AS tags`,
    /** Spans and logs: those that name the user, and those of nobody in the user's traces. */
    itsSignals: (maps: readonly string[], time: string) =>
      `${ofTenants(maps[0] ?? "")} AND ${time} < ${before} AND (hasAny(${namesIn(maps)}, ${userNames})
        OR (empty(${namesIn(maps)}) AND (lower(TraceId) IN ${of("trace", "value")} OR lower(${maps[0]}['tollgate.about.trace_id']) IN ${of("trace", "value")})))`,
    itsTraces: (maps: readonly string[], time: string) => ({
      tenant: landingTenant(maps[0] ?? ""),
      where: `${ofTenants(maps[0] ?? "")} AND ${time} < ${before} AND hasAny(${namesIn(maps)}, ${userNames})`,
    }),
    itsMetrics: (maps: readonly string[]) =>
      `${ofTenants(maps[0] ?? "")} AND TimeUnix < ${before} AND hasAny(${namesIn(maps)}, ${userNames})`,
    newMap: (map: string) =>
      `${map} = CAST(mapApply((k, v) -> (k, if(match(lower(k), '${USER_ATTRIBUTE}') AND has(${userNames}, leftUTF8(v, 200)), '${ERASED}', v)), ${map}), 'Map(LowCardinality(String), String)')`,
    itsExemplars: `hasAny(arrayMap(t -> lower(t), Exemplars.TraceId), ${of("trace", "groupArray(value)")})`,
    itsRejected: `lower(trace_id) IN ${of("trace", "value")} OR detail IN ${of("user", "value")}`,
    itsBudgets: `scope = 'user' AND scope_value IN ${of("user", "value")} AND (tenant = '' OR tenant IN ${of("user", "tenant")})`,
    isUser,
    /** Rollups leave an hour alone for 30 seconds after its touch, because an insert may still be at work. Here the change is done, so it is stamped back. */
    touch: (secondsAgo: 0 | 30) =>
      `INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT DISTINCT toDateTime(value, 'UTC'), now64(3, 'UTC') - INTERVAL ${secondsAgo} SECOND FROM tollgate.erasing WHERE erasure_id = '${id}' AND kind = 'hour'`,
    hours: of("hour", "toDateTime(value, 'UTC')"),
    rolled: of("rolled", "value"),
  };
}
