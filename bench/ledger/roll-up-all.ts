/** Runs a statement and returns its answer as tab-separated text. */
export type Ask = (query: string) => string;

const PENDING = {
  spend_values: "value_hours_to_roll",
  spend_hourly: "hours_to_roll",
  spend_scopes: "scope_hours_to_roll",
  spend_usage: "usage_hours_to_roll",
  call_stats: "stats_hours_to_roll",
  session_sums: "session_hours_to_roll",
  // Last: it tells the views what the others have caught up with.
  touched_hours: "hours_not_rolled",
};

/** Rolls up every hour that a rollup does not have yet, as the refreshes would in the minutes after an upgrade. Returns how long each took. */
export function rollUpAll(ask: Ask): string {
  // As if written long ago: after any rollup that has them, and refreshes leave alone what has just come.
  touch(ask, "SELECT hour FROM tollgate.llm_calls GROUP BY hour", 86_400 * 365);
  const told: string[] = [];
  for (const [rollup, pending] of Object.entries(PENDING)) {
    const startedAtMs = performance.now();
    let times = 0;
    for (; ask(`SELECT count() FROM tollgate.${pending}`) !== "0"; times++) refresh(ask, rollup);
    told.push(`${rollup} ${Math.round((performance.now() - startedAtMs) / 1000)} s (${times} refreshes)`);
  }
  return told.join(", ");
}

/** Milliseconds of a refresh of each rollup: with nothing to do, and for the newest hour with 500 calls that came in late. */
export function timeRefreshes(ask: Ask): { rollup: string; idleMs: number; hourMs: number }[] {
  return Object.keys(PENDING).map((rollup) => {
    refresh(ask, rollup);
    const idleMs = refresh(ask, rollup);
    ask(`INSERT INTO tollgate.llm_calls SELECT * REPLACE (call_id + 1 AS call_id) FROM tollgate.llm_calls FINAL
      WHERE hour = (SELECT max(hour) FROM tollgate.calls) AND kind = 'call' LIMIT 500`);
    touch(ask, "SELECT max(hour) AS hour FROM tollgate.calls", 31);
    return { rollup, idleMs, hourMs: refresh(ask, rollup) };
  });
}

/** As if these hours had been written so many seconds ago and none since. */
function touch(ask: Ask, hours: string, secondsAgo: number): void {
  ask("TRUNCATE TABLE tollgate.touched_hours");
  ask(
    `INSERT INTO tollgate.touched_hours (hour, touched_at) SELECT hour, now64(3, 'UTC') - INTERVAL ${secondsAgo} SECOND FROM (${hours})`,
  );
}

/** @throws what the refresh failed with */
function refresh(ask: Ask, rollup: string): number {
  const view = `tollgate.${rollup}_refresh`;
  for (const what of ["START", "REFRESH", "WAIT", "STOP"]) ask(`SYSTEM ${what} VIEW ${view}`);
  const [durationMs = "", ...exception] = ask(
    `SELECT last_success_duration_ms, exception FROM system.view_refreshes WHERE view = '${rollup}_refresh'`,
  ).split("\t");
  if (exception.join("") !== "") throw new Error(`Cannot refresh ${view}: ${exception.join(" ")}`);
  return Number(durationMs);
}
