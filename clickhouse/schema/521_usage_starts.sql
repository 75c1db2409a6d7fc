-- Which rows of spend_usage (326) a period is summed from, for the views of 522 and 523. Each moment is in exactly one row: of a month that is whole, of a third beside
-- such months, of a day beside whole thirds, of an hour beside whole days, or in a call of the ledger. cut_… are the starts of those that are not whole; a view takes
--   tollgate_usage_ledger_hours(from, to) AS ledger_hours, arrayMap(hour -> toStartOfDay(hour), ledger_hours) AS cut_days,
--   tollgate_cut_thirds(cut_days, [from, to]) AS cut_thirds, tollgate_cut_months(cut_thirds, [from, to]) AS cut_months
-- and asks for start >= toStartOfHour(from) AND start < to, too. Beside the bounds may stand days on which something changes that is asked of a row's first day only.

-- bounds: one at the start of a third cuts none, another cuts the one that it is in.
CREATE OR REPLACE FUNCTION tollgate_cut_thirds AS (cut_days, bounds) ->
    arrayDistinct(arrayMap(t -> tollgate_third(t), arrayConcat(cut_days, arrayFilter(b -> b != tollgate_third(b), bounds))));

CREATE OR REPLACE FUNCTION tollgate_cut_months AS (cut_thirds, bounds) ->
    arrayDistinct(arrayMap(m -> tollgate_month(m), arrayConcat(cut_thirds, arrayFilter(b -> b != tollgate_month(b), bounds))));

CREATE OR REPLACE FUNCTION tollgate_thirds_of AS (months) -> arrayFlatten(arrayMap(m -> [m, m + toIntervalDay(10), m + toIntervalDay(20)], months));

CREATE OR REPLACE FUNCTION tollgate_days_of AS (thirds) -> 
    arrayFlatten(arrayMap(t -> arrayMap(i -> t + toIntervalDay(i), range(if(toDayOfMonth(t) = 21, toDayOfMonth(toLastDayOfMonth(t)) - 20, 10))), thirds));

-- Starts are listed instead of computed from `start`, so that the engine finds them in the primary key.
CREATE OR REPLACE FUNCTION tollgate_is_usage_of AS (grain, start, ledger_hours, cut_days, cut_thirds, cut_months) ->
    (grain = 'month' AND NOT has(cut_months, start)) OR (grain = 'third' AND has(tollgate_thirds_of(cut_months), start) AND NOT has(cut_thirds, start))
    OR (grain = 'day' AND has(tollgate_days_of(cut_thirds), start) AND NOT has(cut_days, start)) OR (grain = 'hour' AND has(cut_days, toStartOfDay(start)) AND NOT has(ledger_hours, start));
