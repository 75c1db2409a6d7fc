-- Which rows of spend_usage (326) a period is summed from, by the rules of 521, as one list for the whole query: (grain, start) of the months, thirds, days and hours
-- that are whole, beside the hours that have to be read from the ledger. A view takes
--   tollgate_usage_places(from, to, []) AS places, places.1 AS ledger_hours
-- and asks spend_usage for (grain, start) IN (SELECT arrayJoin(places.2)). The condition of 521 was half of what analysing cache_savings took, and a view with a period is
-- analysed twice; a subquery with one row is run once. In levels, because an alias is analysed anew wherever it is named.
-- changes: days on which something changes that is asked of a row's first day only. One at the start of a third or month does not cut it.
CREATE OR REPLACE FUNCTION tollgate_usage_places AS (period_start, period_end, changes) ->
    (
        SELECT
            (
                of_ledger,
                CAST(arrayFilter(place -> place.2 >= toStartOfHour(period_start) AND place.2 < period_end, arrayConcat(
                    arrayMap(start -> ('month', start), arrayExcept(months, cut_months)),
                    arrayMap(start -> ('third', start), arrayExcept(tollgate_thirds_of(cut_months), cut_thirds)),
                    arrayMap(start -> ('day', start), arrayExcept(tollgate_days_of(cut_thirds), cut_days)),
                    arrayMap(start -> ('hour', start), arrayExcept(arrayFlatten(arrayMap(day -> arrayMap(i -> day + toIntervalHour(i), range(24)), cut_days)), of_ledger)))),
                    'Array(Tuple(Enum8(\'hour\' = 0, \'day\' = 1, \'third\' = 2, \'month\' = 3), DateTime(\'UTC\')))')
            )
        FROM
        (
            SELECT of_ledger, cut_days, cut_thirds, tollgate_cut_months(cut_thirds, arrayConcat(changes, [period_start, period_end])) AS cut_months,
                arrayMap(i -> tollgate_month(period_start) + toIntervalMonth(i), range(toUInt64(greatest(0, dateDiff('month', period_start, period_end) + 1)))) AS months
            FROM
            (
                SELECT of_ledger, cut_days, tollgate_cut_thirds(cut_days, arrayConcat(changes, [period_start, period_end])) AS cut_thirds
                FROM
                (
                    SELECT of_ledger, arrayDistinct(arrayMap(hour -> toStartOfDay(hour), of_ledger)) AS cut_days
                    FROM
                    (
                        SELECT tollgate_ledger_hours(groupArray(hour), period_start, period_end) AS of_ledger
                        FROM tollgate.touched_hours FINAL
                        WHERE in_spend_usage = 0 AND hour >= greatest(tollgate_first_whole_hour(), toStartOfHour(period_start)) AND hour < period_end
                    )
                )
            )
        )
    );
