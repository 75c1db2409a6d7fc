-- Whether the ledger has what the apps counted: the metrics tollgate.calls and tollgate.cost of [from, to) beside our own calls of the ledger, by service,
-- largest difference first: SELECT * FROM tollgate.metrics_against_ledger(from = …, to = …).
-- Metrics take another way: they count in the process, are never sampled, and a drop of a span is not one of theirs. missing_calls above 0 is calls that the
-- ledger does not have; dropped_calls says how many of them the apps know of. Below 0: metrics were lost, or a process died within 10 s of its call.
-- Metrics come every 10 s and count a call when it ends, the ledger when it begins: expect a few calls of difference at both ends of
-- a period, and none in one that begins and ends in silence. Metrics are kept for 30 days. Floats, so cents may differ in the tenth place.
CREATE OR REPLACE VIEW tollgate.metrics_against_ledger DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
SELECT
    service, toInt64(round(sum(s.metric_calls))) AS metric_calls, sum(s.ledger_calls) AS ledger_calls, metric_calls - ledger_calls AS missing_calls,
    toInt64(round(sum(s.dropped))) AS dropped_calls, sum(s.metric_usd) AS metric_usd, toFloat64(sum(s.ledger_usd)) AS ledger_usd, metric_usd - ledger_usd AS missing_usd
FROM
(
    SELECT
        service, sumIf(value, metric = 'tollgate.calls') AS metric_calls, toInt64(0) AS ledger_calls, sumIf(value, metric = 'tollgate.dropped_calls') AS dropped,
        sumIf(value, metric = 'tollgate.cost') AS metric_usd, toDecimal128(0, 12) AS ledger_usd
    FROM
    (
        -- A series is a running sum of one process, so the highest value so far counts, however often it was delivered.
        SELECT
            toString(ServiceName) AS service, toString(MetricName) AS metric,
            max(Value) - maxIf(Value, TimeUnix < {from:DateTime('UTC')}) AS value
        FROM tollgate.otel_metrics_sum
        WHERE MetricName IN ('tollgate.calls', 'tollgate.cost', 'tollgate.dropped_calls') AND AggregationTemporality = 2
            AND received_at >= {from:DateTime('UTC')} - INTERVAL 1 DAY AND TimeUnix < {to:DateTime('UTC')}
        GROUP BY ServiceName, MetricName, ResourceAttributes, Attributes, StartTimeUnix
        HAVING max(TimeUnix) >= {from:DateTime('UTC')}
    )
    GROUP BY service
    UNION ALL
    SELECT toString(service), 0, toInt64(count()), 0, 0, sum(c.cost)
    FROM tollgate.calls AS c
    WHERE hour >= toStartOfHour({from:DateTime('UTC')}) AND ts >= {from:DateTime('UTC')} AND ts < {to:DateTime('UTC')} AND source != 'foreign'
    GROUP BY service
) AS s
GROUP BY service
ORDER BY abs(missing_usd) DESC, abs(missing_calls) DESC, service;
