using System.Text;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator.Data;

/// <summary>Writes header and rows of a report as the file holds them.</summary>
internal static class RowText
{
    private static readonly byte[] FutureMetric = Encoding.ASCII.GetBytes("Future Metric");

    public static void AppendHeader(TextBuffer to, Report report, FileForm form)
    {
        if (form.HasFlag(FileForm.ByteOrderMark))
        {
            to.Append("\uFEFF"u8);
        }
        var columns = InOrder(report, form);
        for (var k = 0; k < columns.Length; k++)
        {
            AppendSeparator(to, k);
            if (k == columns.Length - 1 && form.HasFlag(FileForm.UnknownColumn))
            {
                to.Append(FutureMetric);
                to.Append((byte)'\t');
            }
            to.Append(Encoding.UTF8.GetBytes(Columns.Name(columns[k])));
        }
        AppendLineEnd(to, form);
    }

    public static void AppendRow(TextBuffer to, Column[] columns, Row row, FileForm form)
    {
        for (var k = 0; k < columns.Length; k++)
        {
            AppendSeparator(to, k);
            if (k == columns.Length - 1 && form.HasFlag(FileForm.UnknownColumn))
            {
                to.Append("future"u8);
                to.Append((byte)'\t');
            }
            var column = columns[k];
            if (Columns.IsAmount(column))
            {
                to.AppendAmount(row.Number[(int)column]);
            }
            else if (Columns.IsNumber(column))
            {
                to.Append(row.Number[(int)column]);
            }
            else
            {
                to.Append(row.Text[(int)column]);
            }
        }
        AppendLineEnd(to, form);
    }

    public static Column[] InOrder(Report report, FileForm form) =>
        form.HasFlag(FileForm.ReversedColumns) ? [.. report.Columns.Reverse()] : report.Columns;

    private static void AppendSeparator(TextBuffer to, int k)
    {
        if (k > 0)
        {
            to.Append((byte)'\t');
        }
    }

    private static void AppendLineEnd(TextBuffer to, FileForm form)
    {
        if (form.HasFlag(FileForm.CarriageReturns))
        {
            to.Append((byte)'\r');
        }
        to.Append((byte)'\n');
    }
}
