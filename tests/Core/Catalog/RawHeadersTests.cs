using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

public sealed class RawHeadersTests
{
    static readonly TableDefinition Sessions = ReportCatalogue.Get("sessions");

    static string Header => string.Join('\t', Sessions.Columns.Where(c => c.Expected).Select(c => c.Header).Prepend("Date"));

    [Fact]
    public void IsInOrder_AsTheCatalogueHasIt_Is()
    {
        Assert.True(RawHeaders.IsInOrder(Sessions, Header));
        Assert.True(RawHeaders.IsInOrder(Sessions, "\uFEFF" + Header.ToUpperInvariant() + "\r"));
        Assert.True(RawHeaders.IsInOrder(Sessions, Header + "\tNew Column"));
        Assert.True(RawHeaders.IsInOrder(Sessions, Header[..Header.LastIndexOf('\t')]));
    }

    [Fact]
    public void IsInOrder_ColumnsSwappedOrSeparatedOtherwise_IsNot()
    {
        var columns = Header.Split('\t');
        (columns[2], columns[3]) = (columns[3], columns[2]);

        Assert.False(RawHeaders.IsInOrder(Sessions, string.Join('\t', columns)));
        Assert.False(RawHeaders.IsInOrder(Sessions, Header.Replace('\t', ',')));
        Assert.False(RawHeaders.IsInOrder(Sessions, "New Column\t" + Header));
    }
}
