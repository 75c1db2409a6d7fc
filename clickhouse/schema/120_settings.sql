-- Numbers an operator may change. `migrate` writes them from alerting/thresholds.ts on every run; views read them here,
-- so that a number stands in one place. A single number is an array of one.
CREATE TABLE IF NOT EXISTS tollgate.settings
(
    name       String,
    values     Array(Float64),
    updated_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY name;
