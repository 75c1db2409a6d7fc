-- Budgets as dated rows, appended and never changed: the newest row of a name that is valid by now counts (valid_from, then
-- recorded_at), and deleting is a row with deleted = true. So it is known what limit stood when a call was blocked.
-- tenant '' is all tenants; scope_value '*' is each value of the scope with a limit of its own; thresholds empty means the
-- defaults of alerting/thresholds.ts.
CREATE TABLE IF NOT EXISTS tollgate.budgets
(
    budget        String,
    valid_from    DateTime('UTC') DEFAULT now('UTC'),
    recorded_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    tenant        String DEFAULT '',
    scope         Enum8('total' = 0, 'tenant' = 1, 'project' = 2, 'customer' = 3, 'agent' = 4, 'user' = 5, 'model' = 6, 'provider' = 7, 'environment' = 8),
    scope_value   String DEFAULT '',
    period        Enum8('day' = 0, 'month' = 1, 'total' = 2),
    timezone      LowCardinality(String) DEFAULT 'UTC',
    limit_usd     Decimal(18, 6),
    grace_percent Float64 DEFAULT 0,
    action        Enum8('block' = 0, 'warn' = 1) DEFAULT 'block',
    thresholds    Array(Float64) DEFAULT [],
    deleted       Bool DEFAULT false,
    recorded_by   String DEFAULT ''
)
ENGINE = MergeTree
ORDER BY (budget, valid_from, recorded_at);
