using System.CommandLine;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>forget</c>: erases a review everywhere, or brings all that is kept into the form of the settings.</summary>
internal static class ForgetCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var review = new Argument<string?>("REVIEW-ID") { Description = "Apple's id of the review, as in review_id.", Arity = ArgumentArity.ZeroOrOne };
        var personal = new Option<bool>("--personal-data")
        {
            Description = "Instead: bring the personal fields of all reviews already kept into the form Reviews__PersonalData asks for (hash or drop). Default is false.",
        };
        var command = new Command(
            "forget",
            "Erases one review from raw/, curated/, quarantine/ and state/, with all versions the lake keeps, and keeps runs from bringing it back. Needs no key; done again it changes nothing.")
        {
            review, personal,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(review), parsed.GetValue(personal), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string? review, bool personal, CancellationToken cancellation)
    {
        if (review is null != personal)
        {
            throw new UserMistakeException("Say what to forget: a review by its id, or --personal-data for the personal fields of all.");
        }

        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        if (personal && services.GetRequiredService<PersonalFields>().Form == PersonalData.Keep)
        {
            throw new UserMistakeException("Reviews__PersonalData is keep, so personal fields stay; set it to hash or drop first.");
        }

        var eraser = services.GetRequiredService<ReviewEraser>();
        var outcome = review is null ? await eraser.RedactAsync(cancellation) : await eraser.ForgetAsync(review, cancellation);
        foreach (var place in outcome.Places)
        {
            context.Output.Line($"Review {review} of app {place.AppId}, {Amounts.Date(place.Date)}.");
        }

        context.Output.Line(outcome is { RawPages: 0, Partitions: 0, QuarantineFiles: 0, Versions: 0 }
            ? $"Nothing {(review is null ? "is kept in another form" : $"of review {review} is in the lake")}."
            : $"Written anew without it: {Amounts.Count(outcome.RawPages)} raw pages, {Amounts.Count(outcome.Partitions)} partitions and what they are made from, {Amounts.Count(outcome.QuarantineFiles)} quarantine files; {Amounts.Count(outcome.Versions)} earlier versions erased.");
        if (review is not null)
        {
            context.Output.Line("Runs leave it out from now on. Query results kept elsewhere, such as Athena's, are not the lake's.");
        }

        return ExitCodes.Success;
    }
}
