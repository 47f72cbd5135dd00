using System.Globalization;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Truth;

/// <summary>The truth over HTTP, outside Apple's API: sums per date, rows of a date, rows of everything, reviews.</summary>
internal sealed class TruthEndpoints(Account account)
{
    private readonly TruthModel _truth = new(account);

    /// <summary><c>/simulator/truth?table=&amp;app=</c>: one app, or all when no app is given.</summary>
    public Task SumsAsync(HttpContext context)
    {
        var (report, granularity) = Table(context);
        var apps = Apps(context);
        var firstDay = FirstDay(context);
        return JsonReply.SendAsync(context, 200, json =>
        {
            json.WriteStartObject();
            json.WriteString("table", context.Request.Query["table"].ToString());
            json.WriteString("today", Day.Format(Day.Of(account.Today)));
            json.WriteStartArray("apps");
            foreach (var app in apps)
            {
                json.WriteStartObject();
                json.WriteNumber("app", app.App.Id);
                json.WriteString("name", app.App.Name);
                json.WriteStartArray("dates");
                foreach (var date in _truth.Dates(app, report, granularity, firstDay, Fills(context)))
                {
                    WriteDate(json, report, date);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary><c>/simulator/truth/rows?table=&amp;app=&amp;date=</c>: Apple's columns as tab-separated text with header.</summary>
    public async Task RowsAsync(HttpContext context)
    {
        var (report, granularity) = Table(context);
        if (!DateOnly.TryParseExact(context.Request.Query["date"].ToString(), "yyyy-MM-dd", out var date))
        {
            throw ApiException.InvalidParameter("date", context.Request.Query["date"].ToString(), "; write it as 2026-01-31");
        }
        var text = new TextBuffer();
        RowText.AppendHeader(text, report, FileForm.Plain);
        foreach (var app in Apps(context))
        {
            foreach (var held in _truth.Dates(app, report, granularity, FirstDay(context), Fills(context)).Where(held => held.Slice.Day == Day.Number(date)))
            {
                _truth.Visit(held, row => RowText.AppendRow(text, report.Columns, row, FileForm.Plain));
            }
        }
        await SendTextAsync(context, text).ConfigureAwait(false);
    }

    /// <summary><c>/simulator/truth/all?table=</c>: every row, led by app_id, dt, processing_date, instance_id, access_type.</summary>
    public async Task AllAsync(HttpContext context)
    {
        var (report, granularity) = Table(context);
        var text = new TextBuffer();
        text.Append("app_id\tdt\tprocessing_date\tinstance_id\taccess_type\t"u8);
        RowText.AppendHeader(text, report, FileForm.Plain);
        context.Response.ContentType = "text/tab-separated-values; charset=utf-8";
        foreach (var app in Apps(context))
        {
            foreach (var held in _truth.Dates(app, report, granularity, FirstDay(context), Fills(context)))
            {
                var lead = Encoding.UTF8.GetBytes(string.Join('\t',
                    app.IdText, Day.Format(Day.Of(held.Slice.Day)), Day.Format(Day.Of(held.Instance.ProcessingDay)),
                    held.Instance.Id.ToText(account.Seed), Names.Of(held.Instance.Access)) + "\t");
                _truth.Visit(held, row =>
                {
                    text.Append(lead);
                    RowText.AppendRow(text, report.Columns, row, FileForm.Plain);
                });
                await context.Response.BodyWriter.WriteAsync(text.Written.ToArray(), context.RequestAborted).ConfigureAwait(false);
                text.Clear();
            }
        }
        await context.Response.BodyWriter.WriteAsync(text.Written.ToArray(), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary><c>/simulator/truth/reviews?app=</c>: the reviews as they read today, newest first.</summary>
    public Task ReviewsAsync(HttpContext context)
    {
        var apps = Apps(context);
        return JsonReply.SendAsync(context, 200, json =>
        {
            json.WriteStartArray();
            foreach (var review in apps.SelectMany(app => account.Reviews.Of(app, account.Today)))
            {
                json.WriteStartObject();
                json.WriteNumber("app", review.App.App.Id);
                json.WriteString("id", review.Id.ToText(account.Seed));
                json.WriteString("createdDate", review.CreatedText);
                json.WriteNumber("rating", review.Rating);
                json.WriteString("title", review.Title);
                json.WriteString("body", review.Body);
                json.WriteString("reviewerNickname", review.Nickname);
                json.WriteString("territory", review.Territory);
                json.WritePropertyName("response");
                if (review.Response is { } response)
                {
                    json.WriteStartObject();
                    json.WriteString("id", response.Id.ToText(account.Seed));
                    json.WriteString("responseBody", response.Body);
                    json.WriteString("lastModifiedDate", response.ModifiedText);
                    json.WriteString("state", response.State);
                    json.WriteEndObject();
                }
                else
                {
                    json.WriteNullValue();
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    /// <summary>Whether snapshots only fill, as the query says: <c>snapshots=fill</c>, else Apple's rule for all instances.</summary>
    private static bool Fills(HttpContext context) => context.Request.Query["snapshots"] == "fill";

    private void WriteDate(Utf8JsonWriter json, Report report, TruthDate date)
    {
        var measures = new Measures(report);
        _truth.Visit(date, measures.Add);
        json.WriteStartObject();
        json.WriteString("date", Day.Format(Day.Of(date.Slice.Day)));
        json.WriteString("processingDate", Day.Format(Day.Of(date.Instance.ProcessingDay)));
        json.WriteString("instanceId", date.Instance.Id.ToText(account.Seed));
        json.WriteString("accessType", Names.Of(date.Instance.Access));
        json.WriteNumber("rows", measures.Rows);
        json.WriteStartObject("columns");
        foreach (var (name, sum) in measures.AppleColumns)
        {
            json.WriteNumber(name, sum);
        }
        json.WriteEndObject();
        json.WriteStartObject("measures");
        foreach (var (name, sum) in measures.Derived)
        {
            json.WriteNumber(name, sum);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (Report Report, Granularity Granularity) Table(HttpContext context)
    {
        var table = context.Request.Query["table"].ToString();
        return ReportCatalogue.TryTable(table, out var report, out var granularity)
            ? (report, granularity)
            : throw ApiException.InvalidParameter(
                "table", table, "; it is downloads, engagement, sessions, installs or purchases, then _detailed, _weekly or _monthly");
    }

    private AppProfile[] Apps(HttpContext context)
    {
        var id = context.Request.Query["app"].ToString();
        return id.Length == 0
            ? account.Portfolio.All
            : [account.Portfolio.Find(id) ?? throw ApiException.NoSuchResource("apps", id)];
    }

    /// <summary><c>since</c>: the first day the consumer listed anything. Default is the account's first day.</summary>
    private int FirstDay(HttpContext context)
    {
        var since = context.Request.Query["since"].ToString();
        return since.Length == 0 ? account.Requests.FirstDay
            : DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? Day.Number(date)
                : throw ApiException.InvalidParameter("since", since, "; write it as 2026-01-31");
    }

    private static async Task SendTextAsync(HttpContext context, TextBuffer text)
    {
        context.Response.ContentType = "text/tab-separated-values; charset=utf-8";
        context.Response.ContentLength = text.Length;
        await context.Response.BodyWriter.WriteAsync(text.Written.ToArray(), context.RequestAborted).ConfigureAwait(false);
    }
}
