namespace AppleAnalytics.Simulator.Data;

/// <summary>Turns the hash of a row into its values.</summary>
internal static class RowFields
{
    private static readonly long[] PriceCents = [99, 199, 299, 499, 999, 1999, 4999, 49];

    /// <param name="app">The app the row is about.</param>
    /// <param name="report">The report the row stands in.</param>
    /// <param name="day">The metric date.</param>
    /// <param name="hash">The row's own hash.</param>
    /// <param name="revision">Added to the counts: what an earlier vintage told differently.</param>
    /// <param name="row">Receives the values.</param>
    public static void Fill(AppProfile app, Report report, int day, ulong hash, int revision, Row row)
    {
        var text = row.Text;
        var number = row.Number;
        var a = Hash.Mix(hash + 1);
        var b = Hash.Mix(hash + 2);
        var device = Words.Device.Index(a);
        text[(int)Column.Date] = Day.Text(day);
        text[(int)Column.AppName] = app.NameBytes;
        text[(int)Column.AppAppleIdentifier] = app.IdBytes;
        text[(int)Column.Device] = Words.Device.Values[device];
        text[(int)Column.PlatformVersion] = Words.PlatformVersion[device].Pick(a >> 8);
        text[(int)Column.SourceType] = Words.SourceType.Pick(a >> 16);
        text[(int)Column.PageType] = Words.PageType.Pick(a >> 24);
        text[(int)Column.Territory] = Words.Territory.Pick(a >> 32);
        text[(int)Column.AppVersion] = app.Versions[(int)(a >> 40) & 7];
        text[(int)Column.SourceInfo] = Words.SourceInfo.Pick(a >> 43);
        text[(int)Column.Campaign] = Words.Campaign.Pick(a >> 51);
        text[(int)Column.PageTitle] = Words.PageTitle.Pick(b);
        text[(int)Column.PreOrder] = Words.PreOrder.Pick(b >> 8);
        text[(int)Column.AppDownloadDate] = ((b >> 16) & 15) == 0 ? Words.Empty : Day.Text(day - (int)((b >> 20) % 400));

        // Most rows count few, some count many; Detailed never shows fewer than five.
        var few = 1 + (long)((b >> 32) & 7);
        var counts = ((b >> 36) & 63) == 0 ? few * 97 : few;
        counts += report.IsDetailed ? 4 : 0;
        var c = b >> 42;
        switch (report.Family)
        {
            case ReportFamily.Downloads:
                SetDownloadType(app, row, row.Kind = Words.DownloadType.Index(c));
                number[(int)Column.Counts] = counts + revision;
                break;
            case ReportFamily.Engagement:
                row.Kind = Words.EngagementEvent.Index(c);
                text[(int)Column.Event] = Words.EngagementEvent.Values[row.Kind];
                text[(int)Column.EngagementType] = row.Kind == 2 ? Words.EngagementType.Pick(c >> 8) : Words.Empty;
                number[(int)Column.Counts] = (counts * 3) + revision;
                number[(int)Column.UniqueCounts] = counts + revision;
                break;
            case ReportFamily.Sessions:
                number[(int)Column.Sessions] = (counts * 2) + revision;
                number[(int)Column.TotalSessionDuration] = (counts * (20 + (long)(c % 600))) + revision;
                number[(int)Column.UniqueDevices] = counts;
                break;
            case ReportFamily.Installs:
                row.Kind = Words.InstallEvent.Index(c);
                text[(int)Column.Event] = Words.InstallEvent.Values[row.Kind];
                SetDownloadType(app, row, Words.DownloadType.Index(c >> 8));
                number[(int)Column.Counts] = counts + revision;
                number[(int)Column.UniqueDevices] = Math.Max(1, counts - (long)(c & 1));
                break;
            case ReportFamily.Purchases:
                FillPurchase(app, c, 1 + (long)((b >> 32) & 3), revision, row);
                break;
            default:
                OtherRowFields.Fill(report.Family, day, c, counts + revision, row);
                break;
        }
    }

    private static void SetDownloadType(AppProfile app, Row row, int kind) =>
        row.Text[(int)Column.DownloadType] =
            (app.DocumentationSpelling ? Words.DownloadTypeDocumented : Words.DownloadType).Values[kind];

    private static void FillPurchase(AppProfile app, ulong bits, long purchases, int revision, Row row)
    {
        var text = row.Text;
        var number = row.Number;
        row.Kind = Words.PurchaseType.Index(bits);
        text[(int)Column.PurchaseType] = Words.PurchaseType.Values[row.Kind];
        var content = row.Kind == 1 ? 0 : 1 + (int)((bits >> 8) % 7);
        text[(int)Column.ContentName] = app.Contents[content];
        text[(int)Column.ContentAppleIdentifier] = app.ContentIds[content];
        text[(int)Column.PaymentMethod] = Words.PaymentMethod.Pick(bits >> 11);

        // Ten-thousandths of a dollar: list price, a currency conversion on every third row, and Apple's commission.
        var amount = purchases * PriceCents[(int)((bits >> 3) & 7)] * 100;
        if (bits % 3 == 0)
        {
            amount = amount * (9000 + (long)(bits % 2001)) / 10000;
            amount -= bits % 9 == 0 ? 0 : amount % 100;
        }
        amount += revision * 100;
        var proceeds = amount * ((bits & 1) == 0 ? 85 : 70) / 100;
        proceeds -= bits % 9 == 0 ? 0 : proceeds % 100;

        // Every 32nd row is a refund.
        var sign = ((bits >> 13) & 31) == 0 ? -1 : 1;
        number[(int)Column.Purchases] = sign * purchases;
        number[(int)Column.SalesInUsd] = sign * amount;
        number[(int)Column.ProceedsInUsd] = sign * proceeds;
        number[(int)Column.PayingUsers] = Math.Max(1, purchases - (long)(bits & 1));
    }
}
