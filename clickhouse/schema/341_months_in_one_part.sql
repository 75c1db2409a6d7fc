-- The other rollups' months, too, become one part when nobody posts to them any more (323): each part costs a question about 90 days half a millisecond and more.
ALTER TABLE tollgate.spend_hourly MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;

ALTER TABLE tollgate.call_stats MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
