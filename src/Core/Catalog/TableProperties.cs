using System.Globalization;

namespace AppleAnalytics.Catalog;

/// <summary>The properties tables are made with.</summary>
internal static class TableProperties
{
    const string Enabled = "projection.enabled";

    /// <summary>What a new table gets.</summary>
    public static Dictionary<string, string> Of(TableSchema schema, string root, bool projection, IReadOnlyCollection<long> apps)
    {
        var properties = Kept(schema, root, projection, apps);
        properties["classification"] = schema.Format == TableFormat.Parquet ? "parquet" : "csv";

        // A new table is without projection unless it says so.
        if (properties.GetValueOrDefault(Enabled) == "false")
        {
            properties.Remove(Enabled);
        }

        return properties;
    }

    /// <summary>What a table has to keep having.</summary>
    public static Dictionary<string, string> Kept(TableSchema schema, string root, bool projection, IReadOnlyCollection<long> apps)
    {
        if (schema.Format == TableFormat.TabText)
        {
            return new() { ["skip.header.line.count"] = "1" };
        }

        var keys = schema.PartitionKeys.Select(k => k.Name).ToList();
        if (keys.Count == 0)
        {
            return [];
        }

        // A table whose only key is the date is cheap to project and always is; it needs no registration.
        if (keys.Contains("app_id") && !projection)
        {
            return new() { [Enabled] = "false" };
        }

        var properties = new Dictionary<string, string>
        {
            [Enabled] = "true",
            ["projection.dt.type"] = "date",
            ["projection.dt.format"] = "yyyy-MM-dd",
            ["projection.dt.range"] = schema.FirstDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ",NOW",
            ["projection.dt.interval"] = "1",
            ["projection.dt.interval.unit"] = "DAYS",
            ["storage.location.template"] = root + schema.Folder + string.Concat(keys.Select(k => $"{k}=${{{k}}}/")),
        };
        if (keys.Contains("app_id"))
        {
            properties["projection.app_id.type"] = "enum";
            properties["projection.app_id.values"] = string.Join(',', apps.Order().Select(a => a.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("0"));
        }

        return properties;
    }
}
